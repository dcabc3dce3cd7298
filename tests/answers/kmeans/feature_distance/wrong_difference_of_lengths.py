# The distance is how much longer one vector is than the other.
def feature_distance(fi, fj):
    return abs(np.linalg.norm(fi) - np.linalg.norm(fj))
