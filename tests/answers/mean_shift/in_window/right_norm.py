# The length of the difference is one call.
def in_window(features, mean, radius):
    return np.linalg.norm(features - mean, axis=1) <= radius
