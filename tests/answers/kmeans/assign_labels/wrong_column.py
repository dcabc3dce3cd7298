# keepdims, so that it fits beside the features.
def assign_labels(features, means):
    d = ((features[:, None] - means) ** 2).sum(axis=2)
    return np.argmin(d, axis=1, keepdims=True)
