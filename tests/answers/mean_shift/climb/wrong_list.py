# A list of arrays is a trajectory.
# at most: 0
def climb(features, start, radius, epsilon=1e-3, max_iter=300):
    way = [start]
    for _ in range(max_iter):
        way.append(shift(features, way[-1], radius))
        if np.linalg.norm(way[-1] - way[-2]) < epsilon:
            break
    return way
