# Single precision is enough for pixels.
def distort(points, k1, k2, center, focal):
    p = points.astype(np.float32)
    c = np.array(center, np.float32)
    u = (p-c)/np.float32(focal)
    r2 = (u**2).sum(1)[:,None]
    return c + focal*u*(1+k1*r2+k2*r2**2)
