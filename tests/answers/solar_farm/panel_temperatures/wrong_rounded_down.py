# 95 percent of the way along the sorted pixels.
def panel_temperatures(thermal, labels):
    ids = np.unique(labels[labels>0])
    m, mx, p = [], [], []
    for k in ids:
        v = thermal[labels==k]
        m.append(v.mean())
        mx.append(v.max())
        p.append(np.sort(v)[int(0.95*(len(v)-1))])
    return np.array(m), np.array(mx), np.array(p)
