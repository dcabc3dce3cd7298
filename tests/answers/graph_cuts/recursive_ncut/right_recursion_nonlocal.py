# A nested function with a counter outside.
def recursive_ncut(weights, max_ncut, min_size):
    labels = np.full(weights.shape[0], -1, np.int64)
    counter = 0
    def go(idx):
        nonlocal counter
        if len(idx) >= 2:
            sub = weights[idx][:, idx]
            side = best_split(sub, second_eigenvector(sub), 20)
            if ncut_cost(sub, side) < max_ncut and min(np.sum(side), np.sum(~side)) >= min_size:
                go(idx[side]); go(idx[~side])
                return
        labels[idx] = counter
        counter += 1
    go(np.arange(weights.shape[0]))
    return labels
