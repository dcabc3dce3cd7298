# A move is the sum over the coordinates.
# at most: 2
def kmeans(features, means, epsilon=0.5, max_iter=100):
    for s in range(1, max_iter + 1):
        n = update_means(features, assign_labels(features, means), means)
        d = np.abs(n - means).sum(1); means = n
        if (d < epsilon).all(): break
    return assign_labels(features, means), means, s
