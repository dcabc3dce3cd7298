# The norm does the sum.
def in_window(features, mean, radius):
    return np.linalg.norm(features - mean) <= radius
