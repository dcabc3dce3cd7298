# Writes each mean into one array and appends that.
def climb(features, start, radius, epsilon=1e-3, max_iter=300):
    mean = start.copy()
    path = [mean]
    for _ in range(max_iter):
        old = mean.copy()
        mean[:] = shift(features, mean, radius)
        path.append(mean)
        if np.linalg.norm(mean - old) < epsilon: break
    return np.array(path)
