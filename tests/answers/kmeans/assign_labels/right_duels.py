# Each mean fights a duel with the best so far, for all points at once.
from functools import reduce
def assign_labels(features, means):
    def duel(best, j):
        d = np.sqrt(np.sum(np.power(features - means[j], 2), 1))
        return np.where(d < best[0], d, best[0]), np.where(d < best[0], j, best[1])
    start = (np.full(features.shape[0], np.inf), np.zeros(features.shape[0], int))
    return reduce(duel, range(means.shape[0]), start)[1]
