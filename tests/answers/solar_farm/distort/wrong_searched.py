# Looks for the point that the lens bends to this one.
def distort(points, k1, k2, center, focal):
    d = (points - np.array(center))/focal
    u = d.copy()
    for _ in range(50):
        r2=(u**2).sum(1)[:,None]
        u = d/(1+k1*r2+k2*r2**2)
    return center+focal*u
