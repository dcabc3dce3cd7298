# Indices start at 0, so the last one is len - 1, and range goes up to it.
def feature_distance(fi, fj):
    total = 0.0
    for c in range(0, len(fi) - 1):
        total += (fi[c] - fj[c]) ** 2
    return np.sqrt(total)
