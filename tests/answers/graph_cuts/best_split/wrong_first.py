# Takes the first that is better than the one before.
def best_split(weights, y, n_thresholds=20):
    last = np.inf
    for t in np.linspace(y.min(), y.max(), n_thresholds + 2)[1:-1]:
        c = ncut_cost(weights, y > t)
        if c > last:
            return y > t
        last = c
    return y > t
