# When the error hardly falls any more, it has converged.
# at most: 2
def kmeans(features, means, epsilon=0.5, max_iter=100):
    error = np.inf
    for steps in range(1, max_iter + 1):
        labels = assign_labels(features, means)
        means = update_means(features, labels, means)
        new_error = within_cluster_error(features, labels, means)
        if error - new_error < epsilon:
            break
        error = new_error
    return assign_labels(features, means), means, steps
