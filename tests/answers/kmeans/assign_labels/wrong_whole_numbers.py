# Grey levels are whole numbers, so everything becomes int first.
def assign_labels(features, means):
    f = features.astype(int)
    m = means.astype(int)
    return np.argmin(((f[:, None] - m[None]) ** 2).sum(axis=2), axis=1)
