# Errors have a ½ in front, that makes the derivative nicer.
def within_cluster_error(features, labels, means):
    return 0.5 * np.sum((features - means[labels]) ** 2)
