# Two splits make four groups.
def recursive_ncut(weights, max_ncut, min_size):
    labels = np.zeros(weights.shape[0], int)
    def go(p, depth):
        labels[p] = labels.max() + 1
        if len(p) < 2 or depth == 2: return
        w = weights[p][:, p]
        side = best_split(w, second_eigenvector(w))
        if ncut_cost(w, side) >= max_ncut or min(side.sum(), (~side).sum()) < min_size: return
        go(p[side], depth + 1); go(p[~side], depth + 1)
    go(np.arange(weights.shape[0]), 0)
    return labels
