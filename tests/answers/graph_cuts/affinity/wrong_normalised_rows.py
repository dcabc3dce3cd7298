# Probabilities should add up to one.
def affinity(features, sigma):
    w = np.exp(-np.linalg.norm(features[:, None] - features, axis=2) / (2 * sigma**2))
    return w / w.sum(axis=1, keepdims=True)
