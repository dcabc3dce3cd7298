# The shift moves the mean by the centroid.
def shift(features, mean, radius):
    i = in_window(features, mean, radius)
    if not i.any(): return mean
    return mean + features[i].mean(axis=0)
