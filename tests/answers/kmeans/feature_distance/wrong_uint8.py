# Colours are uint8.
def feature_distance(fi, fj):
    a = fi.astype(np.uint8)
    b = fj.astype(np.uint8)
    return np.sqrt(np.sum((a - b) ** 2))
