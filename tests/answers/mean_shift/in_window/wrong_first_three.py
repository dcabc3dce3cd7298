# Features are colours, so three of them.
def in_window(features, mean, radius):
    return np.linalg.norm((features - mean)[:, :3], axis=1) <= radius
