# The affinity of the first pixel to all the others.
def affinity(features, sigma):
    return np.exp(-np.linalg.norm(features - features[0], axis=1) / (2 * sigma**2))
