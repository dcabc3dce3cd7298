# Inside is smaller than the radius.
def in_window(features, mean, radius):
    return np.linalg.norm(features - mean, axis=1) < radius
