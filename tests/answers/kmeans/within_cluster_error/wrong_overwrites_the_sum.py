# Add up in a loop.
def within_cluster_error(features, labels, means):
    error = 0.0
    for f, label in zip(features, labels):
        error = np.sum((f - means[label]) ** 2)
    return error
