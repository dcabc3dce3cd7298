# np.allclose with atol=epsilon compares the means.
# at most: 2
def kmeans(features, means, epsilon=0.5, max_iter=100):
    for steps in range(1, max_iter + 1):
        old = means
        means = update_means(features, assign_labels(features, old), old)
        if np.allclose(means, old, rtol=0, atol=epsilon):
            break
    return assign_labels(features, means), means, steps
