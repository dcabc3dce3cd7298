# means[:] = … puts the new means into the old array.
def kmeans(features, means, epsilon=0.5, max_iter=100):
    for steps in range(1, max_iter + 1):
        old = means.copy()
        means[:] = update_means(features, assign_labels(features, means), means)
        if np.all(np.linalg.norm(means - old, axis=1) < epsilon):
            break
    return assign_labels(features, means), means, steps
