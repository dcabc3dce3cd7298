# The difference of the lengths.
def pairwise_distances(points):
    n = np.linalg.norm(points, axis=1)
    return np.abs(n[:, None] - n)
