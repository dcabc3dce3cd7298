# A while loop over all pixels.
def assign_labels(features, means):
    labels = np.zeros(len(features), dtype=np.int64)
    i = 0
    while i < len(features):
        labels[i] = np.argmin(((means - features[i]) ** 2).sum(axis=1))
    return labels
