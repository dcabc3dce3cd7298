# Returns the threshold.
def best_split(weights, y, n_thresholds=20):
    ts = np.linspace(y.min(), y.max(), n_thresholds + 2)[1:-1]
    return ts[np.argmin([ncut_cost(weights, y > t) for t in ts])]
