# The squares come from dot products.
def proximity_affinity(points, sigma):
    s = (points * points).sum(1)
    return np.exp((2 * points @ points.T - s[:, None] - s) / (2 * sigma ** 2))
