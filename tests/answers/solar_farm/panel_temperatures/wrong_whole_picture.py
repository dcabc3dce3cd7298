# The 95th percentile.
def panel_temperatures(thermal, labels):
    ids = np.unique(labels[labels>0])
    m, mx, p = [], [], []
    for k in ids:
        v = thermal[labels==k]
        m.append(v.mean())
        mx.append(v.max())
        p.append(np.percentile(thermal, 95))
    return np.array(m), np.array(mx), np.array(p)
