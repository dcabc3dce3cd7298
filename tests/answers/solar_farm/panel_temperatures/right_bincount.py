# Sums by bincount, maxima by maximum.at.
def panel_temperatures(thermal, labels):
    n = np.bincount(labels.ravel()); s = np.bincount(labels.ravel(), thermal.ravel())
    ids = np.flatnonzero(n); ids = ids[ids>0]
    mx = np.full(len(n), -np.inf); np.maximum.at(mx, labels.ravel(), thermal.ravel())
    p = np.array([np.percentile(thermal[labels==i],95) for i in ids])
    return s[ids]/n[ids], mx[ids], p
