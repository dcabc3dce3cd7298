# The means are replaced by the new ones.
def update_means(features, labels, means):
    for j in range(len(means)):
        if (labels == j).any():
            means[j] = features[labels == j].mean(axis=0)
    return means
