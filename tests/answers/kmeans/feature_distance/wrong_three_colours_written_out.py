# A pixel has R, G and B.
def feature_distance(fi, fj):
    dr = fi[0] - fj[0]
    dg = fi[1] - fj[1]
    db = fi[2] - fj[2]
    return (dr**2 + dg**2 + db**2) ** 0.5
