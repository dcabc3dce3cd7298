# Points come first.
def common_fate(tracks, tolerance):
    v = (tracks[:, -1] - tracks[:, 0]) / (tracks.shape[1] - 1)
    return group(-pairwise_distances(v), -tolerance)
