# Sorts the pixels by label and cuts between labels.
def panel_temperatures(thermal, labels):
    order = np.argsort(labels.ravel(), kind="stable")
    l, t = labels.ravel()[order], thermal.ravel()[order]
    parts = np.split(t, np.flatnonzero(np.diff(l)) + 1)
    heads = l[np.r_[0, np.flatnonzero(np.diff(l)) + 1]]
    parts = [p for p, h in zip(parts, heads) if h > 0]
    return (np.array([p.mean() for p in parts]), np.array([p.max() for p in parts]),
            np.array([np.quantile(p, 0.95) for p in parts]))
