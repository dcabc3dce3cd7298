# The column is made an integer first.
def mirror_symmetry(mask, column):
    k = int(column)
    other = np.zeros_like(mask)
    for c in range(mask.shape[1]):
        if 0 <= 2 * k - c < mask.shape[1]:
            other[:, c] = mask[:, 2 * k - c]
    u = (mask | other).sum()
    return 1.0 if u == 0 else (mask & other).sum() / u
