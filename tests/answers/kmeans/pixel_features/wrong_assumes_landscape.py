# A picture is wider than high, so the smaller number is the height.
# at most: 1
def pixel_features(image, space_weight=0.0):
    height = min(image.shape[:2])
    width = max(image.shape[:2])
    features = image.reshape(-1, 3).astype(float)
    if space_weight > 0:
        i = np.arange(height * width)
        features = np.c_[features, space_weight * (i % width), space_weight * (i // width)]
    return features
