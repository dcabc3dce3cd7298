# keepdims keeps it an array, which is handy later.
def feature_distance(fi, fj):
    return np.sqrt(np.sum((fi - fj) ** 2, keepdims=True))
