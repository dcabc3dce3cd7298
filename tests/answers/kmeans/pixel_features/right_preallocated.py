# Make the big array first and fill it with a counter; cut the position columns off if w is 0.
def pixel_features(image, space_weight=0.0):
    n_rows = image.shape[0]
    n_cols = image.shape[1]
    features = np.zeros((n_rows * n_cols, 5))
    counter = 0
    row = 0
    while row < n_rows:
        col = 0
        while col < n_cols:
            features[counter, 0:3] = image[row, col, :]
            features[counter, 3] = space_weight * col
            features[counter, 4] = space_weight * row
            counter += 1
            col += 1
        row += 1
    if space_weight == 0:
        return features[:, :3]
    return features
