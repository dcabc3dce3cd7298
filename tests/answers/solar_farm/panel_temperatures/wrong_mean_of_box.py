# The mean of the box, the rest of the panel.
def panel_temperatures(thermal, labels):
    ids = np.unique(labels[labels>0])
    m, mx, p = [], [], []
    for k in ids:
        v = thermal[labels==k]
        m.append(thermal[ndimage.find_objects(labels)[k-1]].mean())
        mx.append(v.max())
        p.append(np.percentile(v, 95))
    return np.array(m), np.array(mx), np.array(p)
