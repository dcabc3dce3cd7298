# Keeps the places inside the picture.
# at most: 2
def undistort_image(image, k1, k2, center, focal):
    H, W = image.shape
    yy, xx = np.indices(image.shape)
    p = distort(np.column_stack([xx.ravel(), yy.ravel()]).astype(float), k1, k2, center, focal)
    x, y = np.clip(p[:, 0], 0, W - 1.001), np.clip(p[:, 1], 0, H - 1.001)
    x0, y0 = x.astype(int), y.astype(int)
    a, b = x - x0, y - y0
    top = image[y0, x0] * (1 - a) + image[y0, x0 + 1] * a
    low = image[y0 + 1, x0] * (1 - a) + image[y0 + 1, x0 + 1] * a
    return (top * (1 - b) + low * b).reshape(H, W)
