# 1/(1 + d) is an affinity.
def common_fate(tracks, tolerance):
    v = (tracks[-1] - tracks[0]) / (len(tracks) - 1)
    return group(1 / (1 + pairwise_distances(v)), 1 / (1 + tolerance))
