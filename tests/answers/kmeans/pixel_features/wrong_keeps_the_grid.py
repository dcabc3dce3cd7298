# The features stay where their pixels are: (H, W, 3).
def pixel_features(image, space_weight=0.0):
    features = image.astype(np.float64)
    if space_weight == 0:
        return features
    y, x = np.mgrid[: image.shape[0], : image.shape[1]]
    return np.dstack([features, space_weight * x, space_weight * y])
