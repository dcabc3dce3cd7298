# Divided by the largest so that it lies between 0 and 1.
def proximity_affinity(points, sigma):
    d = pairwise_distances(points)
    return 1 - d / d.max()
