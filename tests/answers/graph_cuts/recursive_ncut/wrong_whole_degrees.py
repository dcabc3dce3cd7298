# Computed the degrees once.
def recursive_ncut(weights, max_ncut, min_size):
    labels = np.zeros(weights.shape[0], int)
    stack = [np.arange(weights.shape[0])]
    deg = np.asarray(weights.sum(axis=1)).ravel()
    while stack:
        p = stack.pop()
        labels[p] = labels.max() + 1
        if len(p) < 2: continue
        w = weights[p][:, p]
        side = best_split(w, second_eigenvector(w))
        c = cut_cost(w, side)
        n = c / deg[p][side].sum() + c / deg[p][~side].sum()
        if n >= max_ncut or min(side.sum(), (~side).sum()) < min_size: continue
        stack += [p[side], p[~side]]
    return labels
