# Count pixel by pixel.
def mirror_symmetry(mask, column):
    both = one = 0
    H, W = mask.shape
    for r in range(H):
        for c in range(W):
            s = int(round(2 * column)) - c
            m = bool(mask[r, s]) if 0 <= s < W else False
            both += bool(mask[r, c]) and m
            one += bool(mask[r, c]) or m
    if one == 0:
        return 1.0
    return both / one
