# Mirror what can be mirrored in a copy.
def mirror_symmetry(mask, column):
    m = mask.copy(); w = mask.shape[1]
    for c in range(w):
        s = int(2 * column - c)
        if 0 <= s < w: m[:, c] = mask[:, s]
    u = (m | mask).sum()
    return (m & mask).sum() / u if u else 1.0
