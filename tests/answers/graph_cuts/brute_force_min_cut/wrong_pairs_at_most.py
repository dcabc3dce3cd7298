# Sides of one or two vertices are enough.
def brute_force_min_cut(weights):
    import itertools
    n = len(weights)
    best = (None, np.inf)
    for k in (1, 2):
        for chosen in itertools.combinations(range(n), k):
            s = np.zeros(n, bool)
            s[list(chosen)] = True
            if not s.all() and cut_cost(weights, s) < best[1]:
                best = (s, cut_cost(weights, s))
    return best
