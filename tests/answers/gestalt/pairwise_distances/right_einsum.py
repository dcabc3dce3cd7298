# einsum sums the squares.
def pairwise_distances(points):
    d = points[:, np.newaxis, :] - points[np.newaxis, :, :]
    return np.sqrt(np.einsum("ijk,ijk->ij", d, d))
