# Pad with False on both sides, then pick columns.
def mirror_symmetry(mask, column):
    W = mask.shape[1]
    wide = np.pad(mask, ((0, 0), (2 * W, 2 * W)))
    src = (2 * column - np.arange(W)).astype(int) + 2 * W
    other = wide[:, src]
    u = np.logical_or(mask, other).sum()
    return 1.0 if u == 0 else np.logical_and(mask, other).sum() / u
