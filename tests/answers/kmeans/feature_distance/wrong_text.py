# Formatted nicely.
def feature_distance(fi, fj):
    return f"{np.sqrt(np.sum((fi - fj) ** 2)):.4f}"
