# Rounded, because the output looked ugly.
def update_means(features, labels, means):
    new = means.copy()
    for j in range(len(means)):
        members = features[labels == j]
        if len(members):
            new[j] = members.mean(axis=0)
    return np.round(new, 2)
