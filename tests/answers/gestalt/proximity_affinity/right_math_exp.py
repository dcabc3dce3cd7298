# math.exp in two loops.
import math
def proximity_affinity(points, sigma):
    n = len(points)
    a = np.ones((n, n))
    for i in range(n):
        for j in range(n):
            d2 = float(((points[i] - points[j]) ** 2).sum())
            a[i, j] = math.exp(-d2 / (2 * sigma ** 2))
    return a
