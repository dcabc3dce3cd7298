# Ten steps are always enough, and it was quicker for trying.
# at most: 2
def kmeans(features, means, epsilon=0.5, max_iter=10):
    steps, moved = 0, np.inf
    while np.any(moved >= epsilon) and steps < max_iter:
        old = means
        means = update_means(features, assign_labels(features, old), old)
        moved = np.sqrt(((means - old) ** 2).sum(axis=1))
        steps += 1
    return assign_labels(features, means), means, steps
