# Splits every label until none can be split.
def recursive_ncut(weights, max_ncut, min_size):
    n = weights.shape[0]
    labels = np.zeros(n, int)
    done = set()
    while True:
        todo = [l for l in np.unique(labels) if l not in done]
        if not todo:
            return labels
        for l in todo:
            idx = np.flatnonzero(labels == l)
            done.add(l)
            if len(idx) < 2:
                continue
            sub = weights[idx, :][:, idx]
            side = best_split(sub, second_eigenvector(sub))
            if ncut_cost(sub, side) < max_ncut and min(side.sum(), len(idx) - side.sum()) >= min_size:
                new = labels.max() + 1
                labels[idx[side]] = new
                labels[idx[~side]] = new + 1
