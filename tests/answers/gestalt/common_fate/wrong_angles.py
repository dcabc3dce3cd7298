# The direction says who moves together.
def common_fate(tracks, tolerance):
    v = tracks[-1] - tracks[0]
    angle = np.arctan2(v[:, 1], v[:, 0])
    return group(-np.abs(angle[:, None] - angle), -tolerance)
