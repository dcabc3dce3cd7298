# The nearest pixel is good enough.
def undistort_image(image, k1, k2, center, focal):
    H, W = image.shape
    yy, xx = np.indices(image.shape)
    p = distort(np.column_stack([xx.ravel(), yy.ravel()]).astype(float), k1, k2, center, focal)
    c, r = np.round(p).astype(int).T
    ok = (r >= 0) & (r < H) & (c >= 0) & (c < W)
    out = np.full(H * W, np.nan)
    out[ok] = image[r[ok], c[ok]]
    return out.reshape(H, W)
