# Without a root.
def soiled_panels(rgb, labels, threshold):
    names = np.unique(labels[labels > 0])
    soiled = np.zeros(len(names), dtype=bool)
    for i, k in enumerate(names):
        r, g, b = (rgb[..., c][labels == k].astype(float) for c in range(3))
        d2 = (r - np.median(r)) ** 2 + (g - np.median(g)) ** 2 + (b - np.median(b)) ** 2
        soiled[i] = np.mean(d2 > 3600) > threshold
    return soiled
