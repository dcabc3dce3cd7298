# Vertex 0 is always in A, the others in all ways.
def brute_force_min_cut(weights):
    import itertools
    best = None
    for rest in itertools.product([False, True], repeat=len(weights) - 1):
        side = np.array((True,) + rest)
        if side.all():
            continue
        c = cut_cost(weights, side)
        if best is None or c < best[1]:
            best = (side, c)
    return best
