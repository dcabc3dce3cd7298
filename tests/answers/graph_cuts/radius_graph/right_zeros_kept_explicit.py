# Keeps the zeros in the sparse matrix.
def radius_graph(gray, sigma_intensity, sigma_space, radius):
    h, w = gray.shape
    y, x = np.divmod(np.arange(h * w), w)
    d2 = (y[:, None] - y) ** 2 + (x[:, None] - x) ** 2
    f = gray.ravel()
    v = np.where((d2 > 0) & (d2 < radius ** 2), np.exp(-(f[:, None] - f) ** 2 / sigma_intensity ** 2 - d2 / sigma_space ** 2), 0)
    i, j = np.indices(v.shape)
    return sparse.csr_matrix((v.ravel(), (i.ravel(), j.ravel())), shape=v.shape)
