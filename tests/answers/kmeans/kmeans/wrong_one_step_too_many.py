# While steps <= max_iter, because max_iter is allowed.
# at most: 2
def kmeans(features, means, epsilon=0.5, max_iter=100):
    steps = 0
    while steps <= max_iter:
        old = means
        means = update_means(features, assign_labels(features, old), old)
        steps += 1
        if np.all(np.linalg.norm(means - old, axis=1) < epsilon):
            break
    return assign_labels(features, means), means, steps
