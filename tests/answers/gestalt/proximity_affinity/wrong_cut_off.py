# Beyond three sigma it is nothing anyway; beyond one as well.
def proximity_affinity(points, sigma):
    d = pairwise_distances(points)
    a = np.exp(-d**2 / (2 * sigma**2))
    a[d > sigma] = 0
    return a
