# The part that has a mirror image, flipped.
def mirror_symmetry(mask, column):
    w = mask.shape[1]; s = int(2 * column)
    lo, hi = max(0, s - w + 1), min(w - 1, s)
    m = np.zeros_like(mask)
    if lo <= hi:
        m[:, lo:hi + 1] = mask[:, lo:hi + 1][:, ::-1]
    u = (m | mask).sum()
    return (m & mask).sum() / u if u else 1.0
