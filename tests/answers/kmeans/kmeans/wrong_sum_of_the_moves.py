# All moves added up must be less than epsilon.
# at most: 2
def kmeans(features, means, epsilon=0.5, max_iter=100):
    steps = 0
    while steps < max_iter:
        old = means.copy()
        means = update_means(features, assign_labels(features, old), old)
        steps += 1
        if np.linalg.norm(means - old, axis=1).sum() < epsilon:
            break
    return assign_labels(features, means), means, steps
