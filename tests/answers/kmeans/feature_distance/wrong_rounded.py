# Two digits are enough for a distance.
def feature_distance(fi, fj):
    return round(float(np.linalg.norm(fi - fj)), 2)
