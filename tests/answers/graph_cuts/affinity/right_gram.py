# |a|² + |b|² − 2 a·b, and the root.
def affinity(features, sigma):
    s = (features ** 2).sum(1)
    d2 = np.maximum(s[:, None] + s - 2 * features @ features.T, 0)
    np.fill_diagonal(d2, 0)
    return np.exp(-np.sqrt(d2) / (2 * sigma ** 2))
