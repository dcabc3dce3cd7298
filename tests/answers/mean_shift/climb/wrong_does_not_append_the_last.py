# When it rests there is nothing to add.
def climb(features, start, radius, epsilon=1e-3, max_iter=300):
    way = [start]
    for _ in range(max_iter):
        new = shift(features, way[-1], radius)
        if np.linalg.norm(new - way[-1]) < epsilon:
            break
        way.append(new)
    return np.array(way)
