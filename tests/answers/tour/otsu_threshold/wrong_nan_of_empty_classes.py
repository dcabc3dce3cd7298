# Cumulative sums, and NumPy will see to the rest.
def otsu_threshold(gray):
    h = np.bincount(gray.ravel(), minlength=256)
    w0 = np.cumsum(h); w1 = gray.size - w0
    s0 = np.cumsum(h * np.arange(256))
    with np.errstate(all="ignore"):
        var = w0 * w1 * (s0 / w0 - (s0[-1] - s0) / w1) ** 2
    return int(np.argmax(var))
