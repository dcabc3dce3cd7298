# Degrees, and the shorter way round.
def best_continuation(incoming, candidates):
    a = np.degrees(np.arctan2(candidates[:, 1], candidates[:, 0])) - np.degrees(np.arctan2(incoming[1], incoming[0]))
    a = np.abs(a) % 360
    return int(np.argmin(np.minimum(a, 360 - a)))
