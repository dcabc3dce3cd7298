# Features are colours, so three of them.
def affinity(features, sigma):
    f = features[:, :3]
    d = np.linalg.norm(f[:, None] - f, axis=2)
    return np.exp(-d / (2 * sigma**2))
