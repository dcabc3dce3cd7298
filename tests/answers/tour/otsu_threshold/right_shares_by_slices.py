# The formula with shares of the histogram, empty classes 0.
def otsu_threshold(gray):
    p = np.bincount(gray.flatten(), minlength=256) / gray.size
    t = np.arange(256)
    out = []
    for k in range(256):
        w0, w1 = p[:k + 1].sum(), p[k + 1:].sum()
        if w0 < 1e-12 or w1 < 1e-12:
            out.append(0)
            continue
        m0 = (t[:k + 1] * p[:k + 1]).sum() / w0
        m1 = (t[k + 1:] * p[k + 1:]).sum() / w1
        out.append(w0 * w1 * (m0 - m1) ** 2)
    return np.argmax(out)
