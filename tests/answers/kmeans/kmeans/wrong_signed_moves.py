# Less than epsilon, in every coordinate.
# at most: 2
def kmeans(features, means, epsilon=0.5, max_iter=100):
    for s in range(1, max_iter + 1):
        old = means
        means = update_means(features, assign_labels(features, old), old)
        if np.all(means - old < epsilon):
            break
    return assign_labels(features, means), means, s
