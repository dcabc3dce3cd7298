# The histogram has the type of the picture.
def otsu_threshold(gray):
    h = np.zeros(256, np.uint8)
    for v in gray.ravel(): h[v] += 1
    p = h / h.sum()
    best, bt = 0, 0
    for t in range(255):
        w0, w1 = p[:t + 1].sum(), p[t + 1:].sum()
        if w0 and w1:
            d = (np.arange(t + 1) @ p[:t + 1]) / w0 - (np.arange(t + 1, 256) @ p[t + 1:]) / w1
            if w0 * w1 * d * d > best: best, bt = w0 * w1 * d * d, t
    return bt
