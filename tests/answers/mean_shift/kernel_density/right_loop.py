# The formula, point by point.
def kernel_density(features, points, bandwidth):
    n, d = features.shape
    result = np.zeros(len(points))
    for j, x in enumerate(points):
        for f in features:
            result[j] += np.exp(-np.sum((x - f) ** 2) / (2 * bandwidth**2))
    return result / n / (np.sqrt(2 * np.pi) * bandwidth) ** d
