# Pixel by pixel, weights for the four neighbours.
def undistort_image(image, k1, k2, center, focal):
    H, W = image.shape
    out = np.full((H, W), np.nan)
    for v in range(H):
        for u in range(W):
            x, y = distort(np.array([[u, v]], dtype=float), k1, k2, center, focal)[0]
            x0, y0 = int(np.floor(x)), int(np.floor(y))
            if x0 < 0 or y0 < 0 or x0 + 1 >= W or y0 + 1 >= H:
                continue
            a, b = x - x0, y - y0
            out[v, u] = (
                image[y0, x0] * (1 - a) * (1 - b) + image[y0, x0 + 1] * a * (1 - b)
                + image[y0 + 1, x0] * (1 - a) * b + image[y0 + 1, x0 + 1] * a * b
            )
    return out
