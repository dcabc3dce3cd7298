# Dark clusters first looks tidier.
def update_means(features, labels, means):
    new = means.copy()
    for j in range(len(means)):
        members = features[labels == j]
        if len(members):
            new[j] = members.mean(axis=0)
    return new[np.argsort(new.sum(axis=1))]
