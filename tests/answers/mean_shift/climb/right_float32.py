# Keeps the way in an array of float32.
def climb(features, start, radius, epsilon=1e-3, max_iter=300):
    out = np.empty((max_iter + 1, len(start)), np.float32)
    out[0] = start
    m = start
    for t in range(max_iter):
        new = shift(features, m, radius)
        out[t + 1] = new
        if np.linalg.norm(new - m) < epsilon:
            break
        m = new
    return out[: t + 2]
