# Velocities, a 0/1 affinity, then my group.
def common_fate(tracks, tolerance):
    T = tracks.shape[0]
    v = (tracks[T - 1] - tracks[0]) / (T - 1)
    return group((pairwise_distances(v) <= tolerance).astype(float), 0.5)
