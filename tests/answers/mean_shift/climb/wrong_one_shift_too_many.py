# Range to max_iter, and one at the start.
# at most: 1.8
def climb(features, start, radius, epsilon=1e-3, max_iter=300):
    way = [start, shift(features, start, radius)]
    for _ in range(max_iter):
        if np.linalg.norm(way[-1] - way[-2]) < epsilon:
            break
        way.append(shift(features, way[-1], radius))
    return np.array(way)
