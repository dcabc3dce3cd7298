# Empty arrays that are filled in.
def panel_temperatures(thermal, labels):
    names = [k for k in np.unique(labels) if k != 0]
    mean, top, p95 = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for i, k in enumerate(names):
        v = thermal[labels == k]
        mean[i], top[i], p95[i] = v.sum() / v.size, v.max(), np.percentile(v, 95)
    return mean, top, p95
