# Leaves the root away, which is faster.
# at most: 1.8
def climb(features, start, radius, epsilon=1e-3, max_iter=300):
    path = [start]
    for _ in range(max_iter):
        path.append(shift(features, path[-1], radius))
        if ((path[-1] - path[-2])**2).sum() < epsilon: break
    return np.array(path)
