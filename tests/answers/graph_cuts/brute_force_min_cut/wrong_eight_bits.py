# A byte holds the side.
def brute_force_min_cut(weights):
    n = len(weights)
    best = (None, np.inf)
    for code in range(1, 2 ** min(n - 1, 8)):
        s = (code >> np.arange(n)) % 2 == 1
        c = cut_cost(weights, s)
        if c < best[1]: best = (s, c)
    return best
