# Stop before max_iter is reached.
# at most: 2
def kmeans(features, means, epsilon=0.5, max_iter=100):
    s = 0
    while True:
        old = means
        means = update_means(features, assign_labels(features, old), old)
        s += 1
        if np.all(np.linalg.norm(means - old, axis=1) < epsilon) or s >= max_iter - 1:
            break
    return assign_labels(features, means), means, s
