# r is the distance to the center.
def distort(points, k1, k2, center, focal):
    away = points - np.array(center)
    r = np.linalg.norm(away, axis=1)[:, None]
    return center + away * (1 + k1 * r**2 + k2 * r**4)
