# As soon as a mean is nearer than the first one, it is found.
def assign_labels(features, means):
    labels = np.zeros(len(features), dtype=np.int64)
    for i, f in enumerate(features):
        for j in range(1, len(means)):
            if np.linalg.norm(f - means[j]) < np.linalg.norm(f - means[0]):
                labels[i] = j
                break
    return labels
