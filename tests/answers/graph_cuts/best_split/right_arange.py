# Adds steps to the smallest.
def best_split(weights, y, n_thresholds=20):
    step = (np.max(y) - np.min(y)) / (n_thresholds + 1)
    ts = np.min(y) + step * np.arange(1, n_thresholds + 1)
    sides = ts[:, None] < y[None]
    return sides[np.argmin(np.array([ncut_cost(weights, s) for s in sides]))]
