# (2 sigma) squared.
def proximity_affinity(points, sigma):
    return np.exp(-pairwise_distances(points) ** 2 / (2 * sigma) ** 2)
