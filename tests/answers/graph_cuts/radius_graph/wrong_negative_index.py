# Only looks whether an index is too large.
def radius_graph(gray, sigma_intensity, sigma_space, radius):
    h, w = gray.shape
    r = int(np.ceil(radius))
    m = np.zeros((h * w, h * w))
    for y in range(h):
        for x in range(w):
            for v in range(y - r, min(h, y + r + 1)):
                for u in range(x - r, min(w, x + r + 1)):
                    d2 = (y - v)**2 + (x - u)**2
                    if 0 < d2 < radius ** 2 and v >= -h and u >= -w:
                        m[y * w + x, (v % h) * w + u % w] = np.exp(-(gray[y, x] - gray[v, u])**2 / sigma_intensity**2 - d2 / sigma_space**2)
    return sparse.csr_matrix(m)
