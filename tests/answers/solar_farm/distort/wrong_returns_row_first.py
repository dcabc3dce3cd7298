# Rows come first in arrays.
def distort(points, k1, k2, center, focal):
    u = (points - np.array(center))/focal
    r2=(u**2).sum(1)[:,None]
    return (np.array(center)+focal*u*(1+k1*r2+k2*r2**2))[:, ::-1]
