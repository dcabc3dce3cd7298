# Near means near in every feature.
def in_window(features, mean, radius):
    return (abs(features - mean) <= radius).all(axis=1)
