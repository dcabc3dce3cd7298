# Forgot the count.
def connected_components(mask, connectivity=4):
    labels = np.zeros(mask.shape, dtype=int)
    n = 0
    for s in map(tuple, np.argwhere(mask)):
        if labels[s]:
            continue
        n += 1
        todo = [s]
        while todo:
            y, x = todo.pop()
            if 0 <= y < mask.shape[0] and 0 <= x < mask.shape[1]:
                if mask[y, x] and not labels[y, x]:
                    labels[y, x] = n
                    todo += [(y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)]
    return labels
