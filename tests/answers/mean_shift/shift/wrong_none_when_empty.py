# Nothing to return where there is nothing.
# at most: 1.5
def shift(features, mean, radius):
    inside = in_window(features, mean, radius)
    if inside.any():
        return features[inside].mean(axis=0)
