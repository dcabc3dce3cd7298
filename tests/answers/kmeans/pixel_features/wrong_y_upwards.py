# In mathematics y grows upwards, so the last row has y = 0.
# at most: 1
def pixel_features(image, space_weight=0.0):
    h, w = image.shape[:2]
    c = image.reshape(-1, 3).astype(float)
    if space_weight == 0:
        return c
    y, x = np.mgrid[:h, :w]
    y = h - 1 - y
    return np.column_stack([c, space_weight * x.ravel(), space_weight * y.ravel()])
