# Positions in the picture's type.
# at most: 1
def pixel_features(image, space_weight=0.0):
    h, w = image.shape[:2]; c = image.reshape(-1, 3).astype(float)
    if space_weight == 0: return c
    y, x = np.indices((h, w)).astype(np.uint8)
    return np.column_stack([c, (space_weight * x.ravel()), (space_weight * y.ravel())])
