# Near in every coordinate.
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import cdist


def merge_modes(modes, radius):
    k, labels = connected_components(cdist(modes, modes, "chebyshev") <= radius / 2)
    return labels, np.array([modes[labels == j].mean(0) for j in range(k)])
