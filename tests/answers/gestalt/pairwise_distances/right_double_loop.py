# Two loops and math.sqrt, as in the formula.
def pairwise_distances(points):
    n = len(points)
    d = np.zeros((n, n))
    for i in range(n):
        for j in range(i):
            s = 0
            for c in range(points.shape[1]):
                s += (points[i, c] - points[j, c]) ** 2
            d[i, j] = s ** 0.5
            d[j, i] = d[i, j]
    return d
