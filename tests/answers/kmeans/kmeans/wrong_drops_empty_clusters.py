# A cluster without points is thrown away.
# at most: 2.5
def kmeans(features, means, epsilon=0.5, max_iter=100):
    for steps in range(1, max_iter + 1):
        labels = assign_labels(features, means)
        used = np.unique(labels)
        old = means[used]
        means = np.array([features[labels == j].mean(axis=0) for j in used])
        if np.all(np.linalg.norm(means - old, axis=1) < epsilon):
            break
    return assign_labels(features, means), means, steps
