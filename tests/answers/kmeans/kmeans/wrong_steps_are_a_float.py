# steps = 0. and then plus one.
def kmeans(features, means, epsilon=0.5, max_iter=100):
    steps = 0.0
    moved = np.inf
    while np.any(moved >= epsilon) and steps < max_iter:
        old = means
        means = update_means(features, assign_labels(features, old), old)
        moved = np.linalg.norm(means - old, axis=1)
        steps += 1
    return assign_labels(features, means), means, steps
