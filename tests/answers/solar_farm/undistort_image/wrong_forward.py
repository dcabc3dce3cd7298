# Every pixel goes where the lens says.
def undistort_image(image, k1, k2, center, focal):
    H, W = image.shape
    out = np.full((H, W), np.nan)
    for v in range(H):
        for u in range(W):
            x, y = np.round(distort(np.array([[u, v]], float), k1, k2, center, focal)[0]).astype(int)
            if 0 <= x < W and 0 <= y < H:
                out[y, x] = image[v, u]
    return out
