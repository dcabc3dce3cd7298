# SciPy finds the boxes, a mask the pixels in them.
def panel_temperatures(thermal, labels):
    m, mx, p = [], [], []
    for i, sl in enumerate(ndimage.find_objects(labels), 1):
        if sl is None: continue
        v = thermal[sl][labels[sl] == i]
        m.append(v.mean()); mx.append(v.max()); p.append(np.percentile(v, 95))
    return np.array(m), np.array(mx), np.array(p)
