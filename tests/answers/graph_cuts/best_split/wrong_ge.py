# A vertex at the threshold belongs to the side.
def best_split(weights, y, n_thresholds=20):
    ts = np.linspace(y.min(), y.max(), n_thresholds + 2)[1:-1]
    return y >= min(ts, key=lambda t: ncut_cost(weights, y >= t))
