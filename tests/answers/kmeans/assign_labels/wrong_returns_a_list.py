# append each label, return the list.
def assign_labels(features, means):
    labels = []
    for f in features:
        labels.append(int(np.argmin(((means - f) ** 2).sum(axis=1))))
    return labels
