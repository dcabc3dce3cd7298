# (2σ)² for 2σ².
def affinity(features, sigma):
    d = np.linalg.norm(features[:, None] - features, axis=2)
    return np.exp(-d / (2 * sigma)**2)
