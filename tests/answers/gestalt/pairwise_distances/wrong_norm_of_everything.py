# norm of the differences, the axis comes by itself.
def pairwise_distances(points):
    return np.linalg.norm(points[:, None] - points[None])
