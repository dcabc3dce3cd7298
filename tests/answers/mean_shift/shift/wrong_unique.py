# Equal pixels are one feature.
def shift(features, mean, radius):
    i = in_window(features, mean, radius)
    if not i.any(): return mean
    return np.unique(features[i], axis=0).mean(axis=0)
