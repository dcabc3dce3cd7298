# range ends before its last number, so one more.
# at most: 1.8
def climb(features, start, radius, epsilon=1e-3, max_iter=300):
    path = [start]
    for _ in range(max_iter + 1):
        path.append(shift(features, path[-1], radius))
        if np.linalg.norm(path[-1] - path[-2]) < epsilon: break
    return np.array(path)
