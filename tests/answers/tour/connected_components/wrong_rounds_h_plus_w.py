# A label needs at most height + width steps.
# at most: 1.99
def connected_components(mask, connectivity=4):
    lab = np.where(mask, np.arange(1, mask.size + 1).reshape(mask.shape), 0)
    for _ in range(sum(mask.shape)):
        p = np.pad(lab, 1)
        n = [p[1:-1, 1:-1], p[:-2, 1:-1], p[2:, 1:-1], p[1:-1, :-2], p[1:-1, 2:]]
        if connectivity == 8: n += [p[:-2, :-2], p[:-2, 2:], p[2:, :-2], p[2:, 2:]]
        lab = np.max(n, axis=0) * mask
    return lab, len(np.unique(lab[mask]))
