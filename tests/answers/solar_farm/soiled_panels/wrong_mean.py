# The average colour of the panel.
def soiled_panels(rgb, labels, threshold):
    out = []
    for k in np.unique(labels[labels > 0]):
        p = rgb[labels == k].astype(float)
        out.append((np.linalg.norm(p - p.mean(0), axis=1) > 60).mean() > threshold)
    return np.array(out)
