# Sort by cost; sorted keeps the order of equals.
def best_split(weights, y, n_thresholds=20):
    ts = np.linspace(np.min(y), np.max(y), n_thresholds + 2)[1:-1]
    return y > sorted(ts, key=lambda t: ncut_cost(weights, y > t))[0]
