# Skips pixels whose difference is 0, meaning the pixel itself.
def radius_graph(gray, sigma_intensity, sigma_space, radius):
    h, w = gray.shape
    y, x = np.divmod(np.arange(h * w), w)
    d2 = (y[:, None] - y) ** 2 + (x[:, None] - x) ** 2
    f = gray.ravel()
    di = f[:, None] - f
    v = np.exp(-di ** 2 / sigma_intensity ** 2 - d2 / sigma_space ** 2) * ((d2 > 0) & (d2 < radius ** 2) & (di != 0))
    return sparse.csr_matrix(v)
