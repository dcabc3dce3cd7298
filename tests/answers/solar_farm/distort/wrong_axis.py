# The norm of everything.
def distort(points, k1, k2, center, focal):
    away = (points - np.array(center)) / focal
    r = np.linalg.norm(away)
    return center + focal * away * (1 + k1 * r**2 + k2 * r**4)
