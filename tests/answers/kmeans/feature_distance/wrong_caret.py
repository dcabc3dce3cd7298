# In mathematics the power is written with a ^.
def feature_distance(fi, fj):
    return np.sqrt(np.sum((fi - fj) ^ 2))
