# Room for all shifts, cut at the end.
def climb(features, start, radius, epsilon=1e-3, max_iter=300):
    way = np.zeros((max_iter + 1, len(start)))
    way[0] = start
    t = 0
    while t < max_iter:
        way[t + 1] = shift(features, way[t], radius)
        t += 1
        if np.linalg.norm(way[t] - way[t - 1]) < epsilon:
            break
    return way[: t + 1]
