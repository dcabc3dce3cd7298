# There is always a point in the window.
# at most: 1.8
def climb(features, start, radius, epsilon=1e-3, max_iter=300):
    path = [start]
    for _ in range(max_iter):
        near = np.linalg.norm(features - path[-1], axis=1) <= radius
        path.append(features[near].mean(axis=0))
        if np.linalg.norm(path[-1] - path[-2]) < epsilon: break
    return np.array(path)
