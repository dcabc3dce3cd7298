# Every pair once, then the transpose.
import itertools
def pairwise_distances(points):
    out = np.zeros((len(points),) * 2)
    for (i, p), (j, q) in itertools.combinations(enumerate(points), 2):
        out[i, j] = np.sqrt(np.dot(p - q, p - q))
    return out + out.T
