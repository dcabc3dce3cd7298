# Counts once, then sums over the histogram for every t.
def otsu_threshold(gray):
    hist = np.bincount(gray.flatten(), minlength=256)
    levels = np.arange(256)
    best, t_best = 0, 0
    for t in range(255):
        n0, n1 = hist[: t + 1].sum(), hist[t + 1 :].sum()
        if n0 == 0 or n1 == 0:
            continue
        m0 = (hist[: t + 1] * levels[: t + 1]).sum() / n0
        m1 = (hist[t + 1 :] * levels[t + 1 :]).sum() / n1
        v = n0 * n1 * (m0 - m1) ** 2
        if v > best:
            best, t_best = v, t
    return t_best
