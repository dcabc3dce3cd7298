# One more point than thresholds, without the ends.
def best_split(weights, y, n_thresholds=20):
    ts = np.linspace(y.min(), y.max(), n_thresholds + 1)[1:-1]
    return y > min(ts, key=lambda t: ncut_cost(weights, y > t))
