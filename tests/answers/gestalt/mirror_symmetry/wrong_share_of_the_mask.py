# How much of the mask has a partner.
def mirror_symmetry(mask, column):
    if not mask.any():
        return 1.0
    src = (2 * column - np.arange(mask.shape[1])).astype(int)
    ok = (src >= 0) & (src < mask.shape[1])
    other = mask[:, np.where(ok, src, 0)] & ok
    return (mask & other).sum() / mask.sum()
