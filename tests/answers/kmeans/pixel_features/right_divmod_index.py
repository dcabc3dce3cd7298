# Pixel number i is in row i // width and column i % width, so no grid is needed.
def pixel_features(image, space_weight=0.0):
    H, W = image.shape[0], image.shape[1]
    i = np.arange(H * W)
    cols = [image[:, :, c].ravel() for c in range(3)]
    if space_weight:
        cols = cols + [space_weight * (i % W), space_weight * (i // W)]
    return np.array(cols, dtype=np.float64).T
