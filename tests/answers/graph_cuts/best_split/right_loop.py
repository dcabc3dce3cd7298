# Remember the best so far.
def best_split(weights, y, n_thresholds=20):
    best, side = None, None
    for k in range(1, n_thresholds + 1):
        t = y.min() + (y.max() - y.min()) * k / (n_thresholds + 1)
        c = ncut_cost(weights, y > t)
        if best is None or c < best:
            best, side = c, y > t
    return side
