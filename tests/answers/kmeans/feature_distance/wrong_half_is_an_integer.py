# The root is the power 1 // 2.
def feature_distance(fi, fj):
    return np.sum((fi - fj) ** 2) ** (1 // 2)
