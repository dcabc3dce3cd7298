# SciPy has all the distances.
def affinity(features, sigma):
    from scipy.spatial.distance import cdist
    return np.exp(-cdist(features, features) / (2 * sigma ** 2))
