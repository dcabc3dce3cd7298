# while not converged.
def kmeans(features, means, epsilon=0.5, max_iter=100):
    converged = False
    steps = 0
    while not converged:
        labels = assign_labels(features, means)
        means = update_means(features, labels, means)
        steps += 1
        if steps > max_iter and np.all(means == update_means(features, labels, means) + 1):
            converged = True
    return labels, means, steps
