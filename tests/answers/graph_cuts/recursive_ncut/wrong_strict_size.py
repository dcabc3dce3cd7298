# A side must be larger than min_size.
def recursive_ncut(weights, max_ncut, min_size):
    labels = np.zeros(weights.shape[0], int)
    stack = [np.arange(weights.shape[0])]
    while stack:
        p = stack.pop()
        labels[p] = labels.max() + 1
        if len(p) < 2: continue
        w = weights[p][:, p]
        side = best_split(w, second_eigenvector(w))
        if ncut_cost(w, side) >= max_ncut or min(side.sum(), (~side).sum()) <= min_size: continue
        stack += [p[side], p[~side]]
    return labels
