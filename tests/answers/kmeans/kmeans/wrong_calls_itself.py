# Not finished yet: call kmeans again with the new means.
def kmeans(features, means, epsilon=0.5, max_iter=100):
    labels = assign_labels(features, means)
    new = update_means(features, labels, means)
    if np.all(np.linalg.norm(new - means, axis=1) < epsilon):
        return assign_labels(features, new), new, 1
    return kmeans(features, new, epsilon, max_iter)
