# All sides in one matrix.
def brute_force_min_cut(weights):
    n = len(weights)
    codes = np.arange(1, 2 ** n - 1)
    S = (codes[:, None] >> np.arange(n)) & 1
    costs = np.einsum("ki,ij,kj->k", S, weights, 1 - S)
    k = costs.argmin()
    return S[k].astype(bool), costs[k]
