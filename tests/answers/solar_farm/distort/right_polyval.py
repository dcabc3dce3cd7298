# polyval on r, Horner by NumPy.
def distort(points, k1, k2, center, focal):
    u = np.subtract(points, center)/focal
    r = np.linalg.norm(u, axis=1, keepdims=True)
    return u*np.polyval([k2,0,k1,0,1], r)*focal + center
