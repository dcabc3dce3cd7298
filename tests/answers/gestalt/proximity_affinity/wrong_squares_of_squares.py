# The distances are squared, then the formula squares.
def proximity_affinity(points, sigma):
    d = pairwise_distances(points) ** 2
    return np.exp(-d ** 2 / (2 * sigma ** 2))
