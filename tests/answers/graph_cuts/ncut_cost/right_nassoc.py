# 2 less the normalised association.
def ncut_cost(weights, side):
    w = weights.toarray() if sparse.issparse(weights) else weights
    a, b = w[side].sum(), w[~side].sum()
    if min(a, b) == 0:
        return np.inf
    return 2 - w[side][:, side].sum() / a - w[~side][:, ~side].sum() / b
