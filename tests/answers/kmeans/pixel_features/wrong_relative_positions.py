# Positions should not depend on the size of the picture, so they go from 0 to 1.
# at most: 1
def pixel_features(image, space_weight=0.0):
    h, w = image.shape[:2]
    features = image.reshape(-1, 3).astype(np.float64)
    if space_weight == 0:
        return features
    y, x = np.mgrid[:h, :w]
    return np.column_stack(
        [features, space_weight * x.ravel() / w, space_weight * y.ravel() / h]
    )
