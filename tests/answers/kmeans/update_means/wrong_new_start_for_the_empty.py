# An empty cluster is useless, so it gets a pixel of its own.
# at most: 1.5
def update_means(features, labels, means):
    new = means.copy()
    for j in range(len(means)):
        members = features[labels == j]
        if len(members) == 0:
            distances = ((features - means[labels]) ** 2).sum(axis=1)
            new[j] = features[np.argmax(distances)]
        else:
            new[j] = members.mean(axis=0)
    return new
