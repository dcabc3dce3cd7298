# k is 3, so the update is written out for each.
def kmeans(features, means, epsilon=0.5, max_iter=100):
    m = means.copy()
    for steps in range(1, max_iter + 1):
        labels = assign_labels(features, m)
        n = m.copy()
        n[0] = features[labels == 0].mean(axis=0)
        n[1] = features[labels == 1].mean(axis=0)
        n[2] = features[labels == 2].mean(axis=0)
        done = np.all(np.linalg.norm(n - m, axis=1) < epsilon)
        m = n
        if done:
            break
    return assign_labels(features, m), m, steps
