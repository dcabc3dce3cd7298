# Stop when no label changes.
def kmeans(features, means, epsilon=0.5, max_iter=100):
    l = assign_labels(features, means)
    for s in range(1, max_iter + 1):
        means = update_means(features, l, means)
        n = assign_labels(features, means)
        if (n == l).all(): break
        l = n
    return n, means, s
