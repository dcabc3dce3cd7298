# Grow a seed inside the mask until it rests.
def grow(seed, mask, c):
    while True:
        p = np.pad(seed, 1)
        g = p[1:-1, 1:-1] | p[:-2, 1:-1] | p[2:, 1:-1] | p[1:-1, :-2] | p[1:-1, 2:]
        if c == 8:
            g |= p[:-2, :-2] | p[:-2, 2:] | p[2:, :-2] | p[2:, 2:]
        g &= mask
        if (g == seed).all(): return seed
        seed = g
def connected_components(mask, connectivity=4):
    rest = mask.copy()
    labels = np.zeros(mask.shape, np.uint8 if mask.size < 250 else np.int64)
    count = 0
    while rest.any():
        seed = np.zeros_like(mask)
        seed[np.unravel_index(rest.argmax(), rest.shape)] = True
        region = grow(seed, mask, connectivity)
        count += 1
        labels[region] = count
        rest &= ~region
    return labels, count
