# Rows should sum to 1.
def proximity_affinity(points, sigma):
    a = np.exp(-pairwise_distances(points) ** 2 / (2 * sigma ** 2))
    return a / a.sum(axis=1, keepdims=True)
