# Every feature is a colour with three channels.
def assign_labels(features, means):
    r = (features[:, None, 0] - means[:, 0]) ** 2
    g = (features[:, None, 1] - means[:, 1]) ** 2
    b = (features[:, None, 2] - means[:, 2]) ** 2
    return np.argmin(r + g + b, axis=1)
