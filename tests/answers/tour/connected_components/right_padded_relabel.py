# Pad, so that no border has to be asked for; join labels by painting over.
def connected_components(mask, connectivity=4):
    p = np.pad(mask, 1)
    lab = np.zeros(p.shape, int)
    nxt = 1
    before = [(-1, 0), (0, -1)] + ([(-1, -1), (-1, 1)] if connectivity == 8 else [])
    for y, x in np.argwhere(p):
        near = {lab[y + a, x + b] for a, b in before} - {0}
        if not near:
            lab[y, x] = nxt
            nxt += 1
            continue
        keep = min(near)
        lab[y, x] = keep
        for other in near - {keep}:
            lab[lab == other] = keep
    lab = lab[1:-1, 1:-1]
    return lab, len(np.unique(lab[lab > 0]))
