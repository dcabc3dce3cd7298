# Near is 1, far is small: 1 / (1 + d).
def proximity_affinity(points, sigma):
    return 1 / (1 + pairwise_distances(points) / sigma)
