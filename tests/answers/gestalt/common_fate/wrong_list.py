# A list of groups.
def common_fate(tracks, tolerance):
    v = (tracks[-1] - tracks[0]) / (len(tracks) - 1)
    labels = group(-pairwise_distances(v), -tolerance)
    return [np.flatnonzero(labels == n).tolist() for n in np.unique(labels)]
