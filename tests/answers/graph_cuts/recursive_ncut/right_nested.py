# A function inside that splits a set of indices.
def recursive_ncut(weights, max_ncut, min_size):
    labels = np.zeros(weights.shape[0], dtype=int)
    counter = [0]
    def go(idx):
        if len(idx) >= 2 * min_size and len(idx) > 1:
            sub = weights[idx][:, idx]
            s = best_split(sub, second_eigenvector(sub))
            if s.sum() >= min_size and (~s).sum() >= min_size and ncut_cost(sub, s) < max_ncut:
                go(idx[s])
                go(idx[~s])
                return
        labels[idx] = counter[0]
        counter[0] += 1
    go(np.arange(weights.shape[0]))
    return labels
