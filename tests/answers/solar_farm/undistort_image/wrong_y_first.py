# A pixel is (row, column), so that is what distort gets.
def undistort_image(image, k1, k2, center, focal):
    H, W = image.shape
    out = np.full((H, W), np.nan)
    for r in range(H):
        for c in range(W):
            y, x = distort(np.array([[r, c]], float), k1, k2, center, focal)[0]
            if 0 <= y < H - 1 and 0 <= x < W - 1:
                i, j = int(y), int(x)
                b, a = y - i, x - j
                out[r, c] = ((1 - a) * (1 - b) * image[i, j] + a * (1 - b) * image[i, j + 1]
                             + (1 - a) * b * image[i + 1, j] + a * b * image[i + 1, j + 1])
    return out
