# To be sure that it has come to rest, two quiet steps in a row.
# at most: 2
def kmeans(features, means, epsilon=0.5, max_iter=100):
    quiet = 0
    for s in range(1, max_iter + 1):
        old = means
        means = update_means(features, assign_labels(features, old), old)
        quiet = quiet + 1 if np.all(np.linalg.norm(means - old, axis=1) < epsilon) else 0
        if quiet == 2:
            break
    return assign_labels(features, means), means, s
