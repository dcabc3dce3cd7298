# The median is robust.
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import cdist


def merge_modes(modes, radius):
    k, labels = connected_components(cdist(modes, modes) <= radius / 2)
    return labels, np.array([np.median(modes[labels == j], axis=0) for j in range(k)])
