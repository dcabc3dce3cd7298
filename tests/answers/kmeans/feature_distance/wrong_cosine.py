# Similar vectors point the same way.
def feature_distance(fi, fj):
    return 1 - np.dot(fi, fj) / (np.linalg.norm(fi) * np.linalg.norm(fj))
