# Every pair once.
def pairwise_distances(points):
    n = len(points); d = np.zeros((n, n))
    for i in range(n):
        for j in range(i):
            d[i, j] = np.linalg.norm(points[i] - points[j])
    return d
