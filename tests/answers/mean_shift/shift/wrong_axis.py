# mean() averages.
def shift(features, mean, radius):
    inside = in_window(features, mean, radius)
    return features[inside].mean() if inside.any() else mean
