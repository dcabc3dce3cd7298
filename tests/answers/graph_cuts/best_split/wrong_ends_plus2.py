# Forgot to leave out the ends.
def best_split(weights, y, n_thresholds=20):
    ts = np.linspace(y.min(), y.max(), n_thresholds + 2)
    return y > min(ts, key=lambda t: ncut_cost(weights, y > t))
