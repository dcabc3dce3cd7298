# The start is the first k features.
def kmeans(features, means, epsilon=0.5, max_iter=100):
    means = features[: len(means)].copy()
    for steps in range(1, max_iter + 1):
        old = means
        means = update_means(features, assign_labels(features, old), old)
        if np.all(np.linalg.norm(means - old, axis=1) < epsilon):
            break
    return assign_labels(features, means), means, steps
