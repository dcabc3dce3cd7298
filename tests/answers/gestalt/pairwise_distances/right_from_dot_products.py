# From dot products, clipped at 0.
def pairwise_distances(points):
    g = points @ points.T
    d = np.diag(g)
    return np.sqrt(np.clip(d[:, None] + d[None, :] - 2 * g, 0, None))
