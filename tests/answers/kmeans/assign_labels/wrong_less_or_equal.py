# Nearer or just as near: take it.
# at most: 1.5
def assign_labels(features, means):
    labels = np.zeros(len(features), dtype=np.int64)
    for i in range(len(features)):
        best = np.inf
        for j in range(len(means)):
            d = np.sqrt(np.sum((features[i] - means[j]) ** 2))
            if d <= best:
                best = d
                labels[i] = j
    return labels
