# Added the differences and took the absolute value afterwards.
def in_window(features, mean, radius):
    return np.abs(np.sum(features - mean, axis=1)) <= radius
