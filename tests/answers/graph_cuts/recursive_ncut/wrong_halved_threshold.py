# Deeper splits must be cheaper.
def recursive_ncut(weights, max_ncut, min_size):
    def go(p, limit):
        labels[p] = labels.max() + 1
        if len(p) < 2: return
        w = weights[p][:, p]
        side = best_split(w, second_eigenvector(w))
        if ncut_cost(w, side) >= limit or min(side.sum(), (~side).sum()) < min_size: return
        go(p[side], limit / 2); go(p[~side], limit / 2)
    labels = np.zeros(weights.shape[0], int)
    go(np.arange(weights.shape[0]), max_ncut)
    return labels
