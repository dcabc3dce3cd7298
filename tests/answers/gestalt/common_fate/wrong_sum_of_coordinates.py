# Differences in x and y, added.
def common_fate(tracks, tolerance):
    v = (tracks[-1] - tracks[0]) / (len(tracks) - 1)
    return group(-np.abs(v[:, None] - v).sum(2), -tolerance)
