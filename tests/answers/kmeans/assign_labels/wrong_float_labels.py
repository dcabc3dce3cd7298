# np.zeros makes a place for the labels.
def assign_labels(features, means):
    labels = np.zeros(len(features))
    for i, f in enumerate(features):
        labels[i] = np.argmin(np.linalg.norm(means - f, axis=1))
    return labels
