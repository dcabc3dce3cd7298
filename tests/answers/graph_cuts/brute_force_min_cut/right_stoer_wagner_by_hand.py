# The algorithm of Stoer and Wagner finds it faster.
def brute_force_min_cut(weights):
    n = len(weights)
    w = weights.copy()
    merged = [[i] for i in range(n)]
    alive = list(range(n))
    best = (np.inf, None)
    while len(alive) > 1:
        order, conn = [alive[0]], w[alive[0]].copy()
        rest = [a for a in alive if a != alive[0]]
        while rest:
            t = max(rest, key=lambda a: conn[a])
            rest.remove(t)
            order.append(t)
            last = conn[t]
            conn = conn + w[t]
        s, t = order[-2], order[-1]
        if last < best[0]:
            best = (last, list(merged[t]))
        merged[s] += merged[t]
        w[s] += w[t]
        w[:, s] += w[:, t]
        w[s, s] = 0
        alive.remove(t)
    side = np.zeros(n, bool)
    side[best[1]] = True
    return side, best[0]
