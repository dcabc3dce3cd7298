# Points have x and y.
def pairwise_distances(points):
    x, y = points[:, 0], points[:, 1]
    return np.hypot(x[:, None] - x, y[:, None] - y)
