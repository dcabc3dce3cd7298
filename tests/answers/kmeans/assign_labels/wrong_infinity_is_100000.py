# The smallest distance so far starts with a very large number.
def assign_labels(features, means):
    labels = np.zeros(len(features), dtype=np.int64)
    for i in range(len(features)):
        best = 100000
        for j in range(len(means)):
            d = np.sum((features[i] - means[j]) ** 2)
            if d < best:
                best = d
                labels[i] = j
    return labels
