# A loop over pairs, with the module math.
import math
def affinity(features, sigma):
    n = len(features)
    w = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            w[i][j] = math.exp(-math.dist(features[i], features[j]) / (2 * sigma**2))
    return np.array(w)
