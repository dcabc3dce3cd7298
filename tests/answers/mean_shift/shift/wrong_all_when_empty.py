# Without points nearby, goes to the middle of all.
# at most: 1.5
def shift(features, mean, radius):
    i = in_window(features, mean, radius)
    return features[i].mean(axis=0) if i.any() else features.mean(axis=0)
