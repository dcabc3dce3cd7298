# Otsu by cumulative sums, components by union-find.
def panel_regions(thermal, min_area):
    v = np.sort(thermal[~np.isnan(thermal)])
    c = np.cumsum(v); n = len(v)
    i = np.arange(1, n)
    between = i*(n-i)*(c[:-1]/i-(c[-1]-c[:-1])/(n-i))**2
    t = v[between.argmax()]
    warm = thermal > t
    parent = {}
    def find(a):
        while parent[a] != a:
            parent[a] = parent[parent[a]]; a = parent[a]
        return a
    for p in map(tuple, np.argwhere(warm)):
        parent[p] = p
        for q in ((p[0]-1,p[1]),(p[0],p[1]-1)):
            if q in parent: parent[find(p)] = find(q)
    groups = {}
    for p in parent: groups.setdefault(find(p), []).append(p)
    out = np.zeros(thermal.shape, int); k = 0
    for g in groups.values():
        if len(g) >= min_area:
            k += 1
            for p in g: out[p] = k
    return out
