# Scale the tolerance instead of the displacements.
def common_fate(tracks, tolerance):
    d = tracks[-1] - tracks[0]
    return group(-pairwise_distances(d), -tolerance * (len(tracks) - 1))
