# Equal after rounding to the tolerance is equal.
def common_fate(tracks, tolerance):
    v = np.round((tracks[-1] - tracks[0]) / (len(tracks) - 1) / tolerance)
    return np.unique(v, axis=0, return_inverse=True)[1].ravel()
