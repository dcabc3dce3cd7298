# Modulo keeps the indices inside.
def radius_graph(gray, sigma_intensity, sigma_space, radius):
    h, w = gray.shape
    r = int(np.ceil(radius))
    m = np.zeros((h * w, h * w))
    for y in range(h):
        for x in range(w):
            for dy in range(-r, r + 1):
                for dx in range(-r, r + 1):
                    d2 = dy * dy + dx * dx
                    if 0 < d2 < radius ** 2:
                        v, u = (y + dy) % h, (x + dx) % w
                        m[y * w + x, v * w + u] = np.exp(-(gray[y, x] - gray[v, u])**2 / sigma_intensity**2 - d2 / sigma_space**2)
    return sparse.csr_matrix(m)
