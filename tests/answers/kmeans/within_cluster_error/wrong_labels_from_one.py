# Cluster 1 is the first one, so minus one.
def within_cluster_error(features, labels, means):
    return np.sum((features - means[labels - 1]) ** 2)
