# The squared length of a vector is its dot product with itself.
def feature_distance(fi, fj):
    d = fi - fj
    return (d @ d) ** 0.5
