# One point makes no average.
def shift(features, mean, radius):
    i = in_window(features, mean, radius)
    if i.sum() <= 1: return mean
    return features[i].mean(axis=0)
