# The squared Frobenius norm of the matrix of differences.
def within_cluster_error(features, labels, means):
    return np.linalg.norm(features - np.take(means, labels, axis=0)) ** 2
