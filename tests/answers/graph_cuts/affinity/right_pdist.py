# pdist and squareform.
from scipy.spatial.distance import pdist, squareform


def affinity(features, sigma):
    return np.exp(squareform(pdist(features)) / (-2.0 * sigma * sigma))
