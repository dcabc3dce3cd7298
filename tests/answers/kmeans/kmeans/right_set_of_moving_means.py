# A set of the means that still move; when it is empty, stop. In float32.
def kmeans(features, means, epsilon=0.5, max_iter=100):
    features = features.astype(np.float32)
    means = means.astype(np.float32)
    moving, steps = set(range(len(means))), 0
    while moving and steps < max_iter:
        labels = assign_labels(features, means)
        new_means = update_means(features, labels, means)
        moving = {
            j
            for j in range(len(means))
            if not np.linalg.norm(new_means[j] - means[j]) < epsilon
        }
        means = new_means
        steps = steps + 1
    return assign_labels(features, means).astype(np.int32), means, np.int64(steps)
