# Colours have three channels.
def feature_distance(fi, fj):
    return sum((fi[c] - fj[c]) ** 2 for c in range(3)) ** 0.5
