# Labels are small, uint8 will do.
# at most: 1.99
def connected_components(mask, connectivity=4):
    labels = np.zeros(mask.shape, np.uint8); count = 0
    steps = [(-1, 0), (1, 0), (0, -1), (0, 1)] + ([(-1, -1), (-1, 1), (1, -1), (1, 1)] if connectivity == 8 else [])
    for y, x in np.argwhere(mask):
        if labels[y, x]: continue
        count += 1; stack = [(y, x)]
        while stack:
            a, b = stack.pop()
            labels[a, b] = count % 256
            for dy, dx in steps:
                v, u = a + dy, b + dx
                if 0 <= v < mask.shape[0] and 0 <= u < mask.shape[1] and mask[v, u] and not labels[v, u]: stack.append((v, u))
            if len(stack) > 100000: break
    return labels, count
