# An index below 0 is caught by nothing, only those too large.
def mirror_symmetry(mask, column):
    W = mask.shape[1]
    other = np.zeros_like(mask)
    for c in range(W):
        s = int(2 * column - c)
        if s < W:
            other[:, c] = mask[:, s]
    u = (mask | other).sum()
    return 1.0 if u == 0 else (mask & other).sum() / u
