# The distance of the colours plus the distance of the places.
def feature_distance(fi, fj):
    return np.linalg.norm(fi[:3] - fj[:3]) + np.linalg.norm(fi[3:] - fj[3:])
