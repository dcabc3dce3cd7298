# np.mean is shorter than np.sum.
def in_window(features, mean, radius):
    return np.sqrt(np.mean((features - mean) ** 2, axis=1)) <= radius
