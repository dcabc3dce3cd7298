# range(max_iter) gives the number of the step.
def kmeans(features, means, epsilon=0.5, max_iter=100):
    for step in range(max_iter):
        old = means
        means = update_means(features, assign_labels(features, old), old)
        if np.all(np.linalg.norm(means - old, axis=1) < epsilon):
            break
    return assign_labels(features, means), means, step
