# My distances, then the bell.
def proximity_affinity(points, sigma):
    d = pairwise_distances(points)
    return np.exp(-0.5 * (d / sigma) ** 2)
