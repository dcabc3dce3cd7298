# Go on while the largest move is greater than epsilon.
# at most: 2
def kmeans(features, means, epsilon=0.5, max_iter=100):
    steps, moved = 0, epsilon + 1
    while moved > epsilon and steps < max_iter:
        old = means
        means = update_means(features, assign_labels(features, old), old)
        moved = np.linalg.norm(means - old, axis=1).max()
        steps += 1
    return assign_labels(features, means), means, steps
