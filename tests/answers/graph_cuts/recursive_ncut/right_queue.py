# A list of sets; finished ones are collected, then numbered.
def recursive_ncut(weights, max_ncut, min_size):
    todo, done = [list(range(weights.shape[0]))], []
    while todo:
        idx = np.array(todo.pop(0))
        ok = False
        if idx.size > 1:
            sub = weights[idx][:, idx]
            s = best_split(sub, second_eigenvector(sub))
            ok = min(s.sum(), (~s).sum()) >= min_size and ncut_cost(sub, s) < max_ncut
        if ok:
            todo.extend([list(idx[s]), list(idx[~s])])
        else:
            done.append(idx)
    out = np.empty(weights.shape[0], dtype=np.int64)
    for k, idx in enumerate(done):
        out[idx] = k
    return out
