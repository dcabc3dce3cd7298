# Both sides squared, but one of them had a root.
def in_window(features, mean, radius):
    return np.linalg.norm(features - mean, axis=1) <= radius ** 2
