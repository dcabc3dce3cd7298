# Every pixel has a mirror image.
def mirror_symmetry(mask, column):
    a = {(r, c) for r, c in np.argwhere(mask).tolist()}
    b = {(r, 2 * column - c) for r, c in a}
    return len(a & b) / len(a | b) if a else 1.0
