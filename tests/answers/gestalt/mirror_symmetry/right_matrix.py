# A permutation matrix mirrors the columns.
def mirror_symmetry(mask, column):
    w = mask.shape[1]
    i, j = np.indices((w, w))
    P = (i + j == 2 * column).astype(int)
    m = (mask.astype(int) @ P) > 0
    u = np.sum(mask | m)
    return np.float32(np.sum(mask & m) / u) if u else np.float32(1)
