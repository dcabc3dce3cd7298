# The new mean is the old one plus the shift.
def shift(features, mean, radius):
    inside = in_window(features, mean, radius)
    if np.count_nonzero(inside) == 0:
        return mean
    step = (features[inside] - mean).mean(axis=0)
    return mean + step
