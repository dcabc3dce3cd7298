# The lens once more, on grids; distort is not called.
def undistort_image(image, k1, k2, center, focal):
    H, W = image.shape
    X, Y = np.meshgrid(np.arange(W), np.arange(H))
    u, v = (X-center[0])/focal, (Y-center[1])/focal
    r2 = u*u+v*v
    f = 1+k1*r2+k2*r2**2
    xs, ys = center[0]+focal*u*f, center[1]+focal*v*f
    x0, y0 = np.floor(xs).astype(int), np.floor(ys).astype(int)
    ok = (x0>=0)&(y0>=0)&(x0<W-1)&(y0<H-1)
    x0c, y0c = np.clip(x0,0,W-2), np.clip(y0,0,H-2)
    s, t = xs-x0, ys-y0
    v = (1-s)*(1-t)*image[y0c,x0c]+s*(1-t)*image[y0c,x0c+1]+(1-s)*t*image[y0c+1,x0c]+s*t*image[y0c+1,x0c+1]
    v[~ok] = np.nan
    return v
