# A column is a whole number.
def mirror_symmetry(mask, column):
    m = np.zeros_like(mask); w = mask.shape[1]; column = int(column)
    for c in range(w):
        s = 2 * column - c
        if 0 <= s < w: m[:, c] = mask[:, s]
    u = (m | mask).sum()
    return (m & mask).sum() / u if u else 1.0
