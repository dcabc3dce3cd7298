# Angles from 0 to 360 degrees.
def best_continuation(incoming, candidates):
    a = np.arctan2(candidates[:, 1], candidates[:, 0]) - np.arctan2(incoming[1], incoming[0])
    return int(np.argmin(a % (2 * np.pi)))
