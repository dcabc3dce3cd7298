# meshgrid gives x and y at once, np.c_ glues the columns together.
def pixel_features(image, space_weight=0.0):
    h, w, _ = image.shape
    f = image.reshape(-1, 3).astype("float64")
    if space_weight != 0.0:
        xx, yy = np.meshgrid(np.arange(w), np.arange(h))
        f = np.c_[f, xx.flatten() * space_weight, yy.flatten() * space_weight]
    return f
