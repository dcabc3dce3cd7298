# A column at a time, in Fortran order.
def pixel_features(image, space_weight=0.0):
    h, w = image.shape[:2]
    out = np.empty((h * w, 3 if space_weight == 0 else 5), order="F")
    for c in range(3): out[:, c] = image[..., c].ravel()
    if space_weight != 0:
        n = np.arange(h * w)
        out[:, 3] = n % w * space_weight
        out[:, 4] = n // w * space_weight
    return out
