# Tries 200 thresholds, Otsu by hand.
def panel_regions(thermal, min_area):
    v = thermal[np.isfinite(thermal)]
    best, bt = -1, None
    for t in np.linspace(v.min(), v.max(), 200)[1:-1]:
        lo, hi = v[v<=t], v[v>t]
        if len(lo)==0 or len(hi)==0: continue
        s = len(lo)*len(hi)*(lo.mean()-hi.mean())**2
        if s > best: best, bt = s, t
    lab, n = ndimage.label(np.nan_to_num(thermal, nan=-1e9) > bt)
    sizes = ndimage.sum(np.ones(lab.shape), lab, np.arange(n+1))
    return lab*(sizes[lab]>=min_area)
