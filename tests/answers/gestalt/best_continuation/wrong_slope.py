# The slope y / x is the direction.
def best_continuation(incoming, candidates):
    with np.errstate(all="ignore"):
        return int(np.argmin(np.abs(candidates[:, 1] / candidates[:, 0] - incoming[1] / incoming[0])))
