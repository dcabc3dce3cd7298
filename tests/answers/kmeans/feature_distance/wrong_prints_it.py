# The result appears below the cell, so it is there.
def feature_distance(fi, fj):
    d = np.sqrt(((fi - fj) ** 2).sum())
    print("The distance is", d)
