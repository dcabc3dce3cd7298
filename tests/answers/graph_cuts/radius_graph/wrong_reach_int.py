# A range from −r to r.
def radius_graph(gray, sigma_intensity, sigma_space, radius):
    h, w = gray.shape
    r = int(radius)
    rows, cols, vals = [], [], []
    for y in range(h):
        for x in range(w):
            for v in range(max(0, y - r), min(h, y + r)):
                for u in range(max(0, x - r), min(w, x + r)):
                    d2 = (y - v) ** 2 + (x - u) ** 2
                    if 0 < d2 < radius ** 2:
                        rows.append(y * w + x); cols.append(v * w + u)
                        vals.append(np.exp(-(gray[y, x] - gray[v, u])**2 / sigma_intensity**2 - d2 / sigma_space**2))
    return sparse.csr_matrix((vals, (rows, cols)), shape=(h * w, h * w))
