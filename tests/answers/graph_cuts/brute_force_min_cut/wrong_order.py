# The cost first.
def brute_force_min_cut(weights):
    n = len(weights)
    sides = [np.array([c >> i & 1 for i in range(n)], bool) for c in range(1, 2**n - 1)]
    return min((cut_cost(weights, s), i, s) for i, s in enumerate(sides))[::2]
