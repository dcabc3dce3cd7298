# The labels of all are the labels of the rest, and then the first one.
def assign_labels(features, means):
    rest = assign_labels(features[1:], means)
    first = np.argmin(((means - features[0]) ** 2).sum(axis=1))
    return np.concatenate([[first], rest])
