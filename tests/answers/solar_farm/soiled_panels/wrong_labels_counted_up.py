# range over the number of panels.
# at most: 1.5
def soiled_panels(rgb, labels, threshold):
    n = len(np.unique(labels[labels > 0]))
    out = np.zeros(n, bool)
    for k in range(1, n + 1):
        p = rgb[labels == k].astype(float)
        if len(p):
            out[k - 1] = (np.linalg.norm(p - np.median(p, 0), axis=1) > 60).mean() > threshold
    return out
