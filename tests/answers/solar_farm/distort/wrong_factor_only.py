# The factor is what was asked for.
def distort(points, k1, k2, center, focal):
    r2 = ((points - np.array(center)) ** 2).sum(axis=1) / focal**2
    return 1 + k1 * r2 + k2 * r2**2
