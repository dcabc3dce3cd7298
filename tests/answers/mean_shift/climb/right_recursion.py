# The way from here is this mean and the way from the next.
def climb(features, start, radius, epsilon=1e-3, max_iter=300):
    if max_iter == 0:
        return start[None]
    new = shift(features, start, radius)
    if np.linalg.norm(new - start) < epsilon:
        return np.array([start, new])
    return np.vstack([start, climb(features, new, radius, epsilon, max_iter - 1)])
