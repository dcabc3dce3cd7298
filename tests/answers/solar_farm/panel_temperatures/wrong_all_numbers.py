# Labels run from 1 to the highest.
# at most: 1.5
def panel_temperatures(thermal, labels):
    ids = range(1, labels.max()+1)
    m, mx, p = [], [], []
    for k in ids:
        v = thermal[labels==k]
        m.append(v.mean())
        mx.append(v.max())
        p.append(np.percentile(v, 95))
    return np.array(m), np.array(mx), np.array(p)
