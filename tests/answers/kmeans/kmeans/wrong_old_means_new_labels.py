# Leave the loop when the means rest.
# at most: 2
def kmeans(features, means, epsilon=0.5, max_iter=100):
    for s in range(1, max_iter + 1):
        n = update_means(features, assign_labels(features, means), means)
        if np.linalg.norm(n - means, axis=1).max() < epsilon: break
        means = n
    return assign_labels(features, means), means, s
