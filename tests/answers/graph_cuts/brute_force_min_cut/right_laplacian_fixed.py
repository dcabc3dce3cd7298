# Vertex 0 on one side, and the quadratic form.
def brute_force_min_cut(weights):
    n = len(weights)
    L = np.diag(weights.sum(1)) - weights
    best_c, best_s = np.inf, None
    for code in range(1, 2 ** (n - 1)):
        s = np.array([1.0] + [-1.0 if code >> i & 1 else 1.0 for i in range(n - 1)])
        c = s @ L @ s / 4
        if c < best_c:
            best_c, best_s = c, s > 0
    return best_s, float(best_c)
