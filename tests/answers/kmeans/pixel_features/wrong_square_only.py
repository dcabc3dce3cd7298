# All my test pictures were square, so the grid is n times n.
# at most: 1
def pixel_features(image, space_weight=0.0):
    n = image.shape[0]
    colours = image.reshape(-1, 3).astype(np.float64)
    if space_weight == 0:
        return colours
    y, x = np.indices((n, n))
    return np.column_stack([colours, space_weight * x.ravel(), space_weight * y.ravel()])
