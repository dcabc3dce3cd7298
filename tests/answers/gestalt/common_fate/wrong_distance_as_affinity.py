# group takes a matrix, and distances are one.
def common_fate(tracks, tolerance):
    v = (tracks[-1] - tracks[0]) / (len(tracks) - 1)
    return group(pairwise_distances(v), tolerance)
