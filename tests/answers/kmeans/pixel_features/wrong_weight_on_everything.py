# The formula has a w, so the whole vector is multiplied.
# at most: 1
def pixel_features(image, space_weight=0.0):
    h, w = image.shape[:2]
    f = image.reshape(-1, 3).astype(np.float64)
    if space_weight == 0:
        return f
    y, x = np.mgrid[0:h, 0:w]
    f = np.column_stack([f, x.ravel(), y.ravel()])
    return f * space_weight
