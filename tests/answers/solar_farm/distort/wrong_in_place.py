# Saves memory.
def distort(points, k1, k2, center, focal):
    points -= center
    points /= focal
    r2 = (points**2).sum(axis=1, keepdims=True)
    points *= 1 + k1 * r2 + k2 * r2**2
    points *= focal
    points += center
    return points
