# Each pair once is enough.
def affinity(features, sigma):
    d = np.linalg.norm(features[:, None] - features, axis=2)
    return np.triu(np.exp(-d / (2 * sigma**2)))
