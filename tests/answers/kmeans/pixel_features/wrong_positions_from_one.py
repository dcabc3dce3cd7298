# The first pixel is pixel (1, 1), as in Matlab.
# at most: 1
def pixel_features(image, space_weight=0.0):
    rows = []
    for y in range(image.shape[0]):
        for x in range(image.shape[1]):
            row = list(image[y, x].astype(float))
            if space_weight != 0:
                row.append(space_weight * (x + 1))
                row.append(space_weight * (y + 1))
            rows.append(row)
    return np.array(rows)
