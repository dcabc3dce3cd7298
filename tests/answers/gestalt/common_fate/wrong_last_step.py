# The newest step tells where a point goes.
def common_fate(tracks, tolerance):
    return group(-pairwise_distances(tracks[-1] - tracks[-2]), -tolerance)
