# Crosses visited pixels out in the caller's mask.
def connected_components(mask, connectivity=4):
    labels = np.zeros(mask.shape, dtype=int)
    n = 0
    steps = [(1, 0), (-1, 0), (0, 1), (0, -1)]
    if connectivity == 8:
        steps += [(1, 1), (1, -1), (-1, 1), (-1, -1)]
    while mask.any():
        n += 1
        todo = [tuple(np.argwhere(mask)[0])]
        while todo:
            y, x = todo.pop()
            if 0 <= y < mask.shape[0] and 0 <= x < mask.shape[1] and mask[y, x]:
                mask[y, x] = False
                labels[y, x] = n
                todo += [(y + a, x + b) for a, b in steps]
    return labels, n
