# The error is so large that the digits after the point do not matter.
def within_cluster_error(features, labels, means):
    return int(np.sum((features - means[labels]) ** 2))
