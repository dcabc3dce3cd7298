# A list of means.
def climb(features, start, radius, epsilon=1e-3, max_iter=300):
    means = [start.copy()]
    for i in range(max_iter):
        new = shift(features, means[-1], radius)
        distance = np.sqrt(np.sum((new - means[-1]) ** 2))
        means.append(new)
        if distance < epsilon:
            break
    return np.stack(means)
