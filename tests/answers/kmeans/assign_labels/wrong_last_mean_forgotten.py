# range until len - 1, since the last index is len - 1.
def assign_labels(features, means):
    labels = np.zeros(len(features), dtype=np.int64)
    for i in range(len(features)):
        best = np.linalg.norm(features[i] - means[0])
        for j in range(1, len(means) - 1):
            d = np.linalg.norm(features[i] - means[j])
            if d < best:
                best = d
                labels[i] = j
    return labels
