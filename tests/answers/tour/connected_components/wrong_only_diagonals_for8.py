# 8-connected means the diagonals.
# at most: 1.6
def connected_components(mask, connectivity=4):
    labels = np.zeros(mask.shape, int); count = 0
    steps = [(-1, 0), (1, 0), (0, -1), (0, 1)] if connectivity == 4 else [(-1, -1), (-1, 1), (1, -1), (1, 1)]
    for y, x in np.argwhere(mask):
        if labels[y, x]: continue
        count += 1; stack = [(y, x)]
        while stack:
            a, b = stack.pop()
            labels[a, b] = count
            for dy, dx in steps:
                v, u = a + dy, b + dx
                if 0 <= v < mask.shape[0] and 0 <= u < mask.shape[1] and mask[v, u] and not labels[v, u]: stack.append((v, u))
    return labels, count
