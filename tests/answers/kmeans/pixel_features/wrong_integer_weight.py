# range and friends want whole numbers, so the weight is made one.
# at most: 1
def pixel_features(image, space_weight=0.0):
    h, w = image.shape[:2]
    features = image.reshape(h * w, 3).astype(float)
    if space_weight == 0:
        return features
    step = int(space_weight)
    x = np.array([step * spalte for zeile in range(h) for spalte in range(w)])
    y = np.array([step * zeile for zeile in range(h) for spalte in range(w)])
    return np.column_stack([features, x, y])
