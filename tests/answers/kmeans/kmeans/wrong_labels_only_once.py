# The labels are made before the loop, the loop moves the means.
def kmeans(features, means, epsilon=0.5, max_iter=100):
    labels = assign_labels(features, means)
    for steps in range(1, max_iter + 1):
        old = means
        means = update_means(features, labels, old)
        if np.all(np.linalg.norm(means - old, axis=1) < epsilon):
            break
    return labels, means, steps
