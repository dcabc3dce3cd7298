# The mode is what counts.
def climb(features, start, radius, epsilon=1e-3, max_iter=300):
    mean = start
    for _ in range(max_iter):
        new = shift(features, mean, radius)
        if np.linalg.norm(new - mean) < epsilon:
            return new
        mean = new
    return mean
