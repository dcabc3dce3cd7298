# Stack everything in the picture's own type first and turn it into float at the end.
# at most: 1
def pixel_features(image, space_weight=0.0):
    h, w = image.shape[:2]
    stack = np.zeros((h, w, 5), dtype=image.dtype)
    stack[:, :, :3] = image
    stack[:, :, 3] += np.arange(w).astype(image.dtype)
    stack[:, :, 4] += np.arange(h).astype(image.dtype)[:, None]
    out = stack.reshape(-1, 5).astype(np.float64)
    out[:, 3:] *= space_weight
    return out if space_weight else out[:, :3]
