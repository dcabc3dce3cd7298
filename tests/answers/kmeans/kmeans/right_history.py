# All means are kept in a list; the steps are its length less one.
def kmeans(features, means, epsilon=0.5, max_iter=100):
    history = [means]
    labels = assign_labels(features, means)
    while len(history) <= max_iter:
        history.append(update_means(features, labels, history[-1]))
        labels = assign_labels(features, history[-1])
        shift = np.sqrt(np.sum((history[-1] - history[-2]) ** 2, axis=1))
        if (shift < epsilon).all():
            break
    return labels, history[-1], len(history) - 1
