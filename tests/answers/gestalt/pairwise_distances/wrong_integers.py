# The distances are kept in an array like the first points of my example, of integers.
def pairwise_distances(points):
    d = np.zeros((len(points), len(points)), dtype=int)
    for i in range(len(points)):
        for j in range(len(points)):
            d[i, j] = np.linalg.norm(points[i] - points[j])
    return d
