# All thresholds at once by matrices.
def best_split(weights, y, n_thresholds=20):
    w = weights.toarray() if sparse.issparse(weights) else np.asarray(weights)
    d = w.sum(1)
    ts = np.linspace(y.min(), y.max(), n_thresholds + 2)[1:-1]
    S = (y[None] > ts[:, None]).astype(float)
    cut = ((S @ w) * (1 - S)).sum(1)
    a = S @ d
    with np.errstate(all="ignore"):
        cost = cut / a + cut / (d.sum() - a)
    cost[~np.isfinite(cost)] = np.inf
    return S[cost.argmin()] > 0
