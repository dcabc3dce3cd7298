# Labels are 1, 2, 3, as many as there are panels.
# at most: 1.5
def panel_temperatures(thermal, labels):
    n = len(np.unique(labels[labels > 0]))
    mean, top, p95 = np.zeros((3, n))
    for k in range(1, n + 1):
        v = thermal[labels == k]
        if len(v):
            mean[k - 1], top[k - 1], p95[k - 1] = v.mean(), v.max(), np.percentile(v, 95)
    return mean, top, p95
