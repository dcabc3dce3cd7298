# Tuples, a pixel at a time.
def pixel_features(image, space_weight=0.0):
    rows = []
    for y, x in np.ndindex(*image.shape[:2]):
        r, g, b = map(int, image[y, x])
        rows.append((r, g, b) if space_weight == 0 else (r, g, b, space_weight * x, space_weight * y))
    return np.array(rows, dtype=np.float64)
