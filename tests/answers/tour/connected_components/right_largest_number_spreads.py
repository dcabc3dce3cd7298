# Every pixel gets a number; the largest spreads until nothing changes.
def connected_components(mask, connectivity=4):
    lab = np.where(mask, np.arange(1, mask.size + 1).reshape(mask.shape), 0)
    steps = [(a, b) for a in (-1, 0, 1) for b in (-1, 0, 1) if (a or b) and (connectivity == 8 or a == 0 or b == 0)]
    while True:
        new = lab.copy()
        P = np.pad(lab, 1)
        for a, b in steps:
            new = np.maximum(new, P[1 + a:1 + a + lab.shape[0], 1 + b:1 + b + lab.shape[1]])
        new = new * mask
        if (new == lab).all(): break
        lab = new
    u, inv = np.unique(lab, return_inverse=True)
    inv = inv.reshape(mask.shape)
    if 0 not in u: inv = inv + 1
    return inv, int(inv.max(initial=0))
