# 1 is soiled, 0 is clean.
def soiled_panels(rgb, labels, threshold):
    out = []
    for k in np.unique(labels[labels > 0]):
        p = rgb[labels == k].astype(float)
        out.append(int((np.linalg.norm(p - np.median(p, 0), axis=1) > 60).mean() > threshold))
    return np.array(out)
