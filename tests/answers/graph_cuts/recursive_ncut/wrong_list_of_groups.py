# The groups themselves.
def recursive_ncut(weights, max_ncut, min_size):
    def go(idx):
        if len(idx) < 2:
            return [idx]
        sub = weights[idx][:, idx]
        s = best_split(sub, second_eigenvector(sub))
        if min(s.sum(), (~s).sum()) < min_size or ncut_cost(sub, s) >= max_ncut:
            return [idx]
        return go(idx[s]) + go(idx[~s])
    return go(np.arange(weights.shape[0]))
