# A panel at a time.
def soiled_panels(rgb, labels, threshold):
    out = []
    for k in np.unique(labels):
        if k == 0:
            continue
        pixels = rgb[labels == k].astype(int)
        d = np.linalg.norm(pixels - np.median(pixels, axis=0), axis=1)
        out.append(np.count_nonzero(d > 60) / len(d) > threshold)
    return np.array(out)
