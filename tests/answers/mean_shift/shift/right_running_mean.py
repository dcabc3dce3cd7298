# The mean of what has come so far, point by point.
def shift(features, mean, radius):
    m, k = np.zeros_like(mean, dtype=float), 0
    for f, ok in zip(features, in_window(features, mean, radius)):
        if ok:
            k += 1
            m = m + (f - m) / k
    return m if k else mean
