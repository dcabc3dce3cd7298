# SciPy has this already.
from scipy.spatial.distance import cdist
def pairwise_distances(points):
    return cdist(points, points)
