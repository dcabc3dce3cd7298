# Sum over the points.
def within_cluster_error(features, labels, means):
    return ((features - means[labels]) ** 2).sum(axis=0)
