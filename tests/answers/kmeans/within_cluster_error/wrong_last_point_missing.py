# From the first to the last point.
def within_cluster_error(features, labels, means):
    error = 0.0
    for i in range(len(features) - 1):
        error += np.sum((features[i] - means[labels[i]]) ** 2)
    return error
