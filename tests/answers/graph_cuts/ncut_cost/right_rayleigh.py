# The Rayleigh quotient of the side's indicator.
def ncut_cost(weights, side):
    w = weights.toarray() if sparse.issparse(weights) else weights
    d = w.sum(1)
    if d[side].sum() == 0 or d[~side].sum() == 0:
        return np.inf
    y = np.where(side, 1.0, -d[side].sum() / d[~side].sum())
    return float(y @ (np.diag(d) - w) @ y / (y @ (d * y)))
