# Add up and return; the return slipped into the loop.
def feature_distance(fi, fj):
    s = 0
    for a, b in zip(fi, fj):
        s += (a - b) ** 2
        return s ** 0.5
