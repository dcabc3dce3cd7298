# Only the side.
def brute_force_min_cut(weights):
    n = len(weights)
    sides = [np.array([c >> i & 1 for i in range(n)], bool) for c in range(1, 2**n - 1)]
    return min(sides, key=lambda s: cut_cost(weights, s))
