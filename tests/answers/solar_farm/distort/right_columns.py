# x and y apart, put together again at the end.
def distort(points, k1, k2, center, focal):
    x = (points[:, 0] - center[0]) / focal
    y = (points[:, 1] - center[1]) / focal
    r2 = x**2 + y**2
    f = 1 + k1 * r2 + k2 * r2**2
    return np.column_stack([center[0] + x * f * focal, center[1] + y * f * focal])
