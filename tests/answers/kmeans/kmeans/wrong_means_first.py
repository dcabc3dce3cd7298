# The means are the result, so they come first.
def kmeans(features, means, epsilon=0.5, max_iter=100):
    for steps in range(1, max_iter + 1):
        old = means
        means = update_means(features, assign_labels(features, old), old)
        if np.all(np.linalg.norm(means - old, axis=1) < epsilon):
            break
    return means, assign_labels(features, means), steps
