# The window always holds the point itself.
# at most: 1.5
def shift(features, mean, radius):
    return features[in_window(features, mean, radius)].mean(axis=0)
