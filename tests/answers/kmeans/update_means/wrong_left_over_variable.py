# The variable keeps its value when the cluster is empty.
# at most: 1.5
def update_means(features, labels, means):
    new = np.zeros(means.shape)
    for j in range(len(means)):
        p = features[labels == j]
        if len(p):
            m = p.mean(axis=0)
        new[j] = m
    return new
