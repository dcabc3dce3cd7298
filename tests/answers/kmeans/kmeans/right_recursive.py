# One step, then k-means from there.
def kmeans(features, means, epsilon=0.5, max_iter=100):
    new = update_means(features, assign_labels(features, means), means)
    if np.linalg.norm(new - means, axis=1).max() < epsilon or max_iter <= 1:
        return assign_labels(features, new), new, 1
    l, m, s = kmeans(features, new, epsilon, max_iter - 1)
    return l, m, s + 1
