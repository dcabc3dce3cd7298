# A window of that radius around each pixel.
def radius_graph(gray, sigma_intensity, sigma_space, radius):
    h, w = gray.shape
    y, x = np.divmod(np.arange(h * w), w)
    d2 = (y[:, None] - y) ** 2 + (x[:, None] - x) ** 2
    m = np.maximum(abs(y[:, None] - y), abs(x[:, None] - x))
    I = gray.ravel()
    W = np.exp(-(I[:, None] - I) ** 2 / sigma_intensity ** 2 - d2 / sigma_space ** 2)
    return sparse.csr_matrix(W * ((m < radius) & (d2 > 0)))
