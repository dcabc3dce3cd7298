# Adding the transpose, although both halves are there already.
def radius_graph(gray, sigma_intensity, sigma_space, radius):
    H, W = gray.shape
    p = np.argwhere(np.ones((H, W)))
    d2 = ((p[:, None] - p) ** 2).sum(axis=2)
    f = gray.ravel()
    w = np.exp(-(f[:, None] - f) ** 2 / sigma_intensity**2 - d2 / sigma_space**2)
    w[(d2 >= radius**2) | (d2 == 0)] = 0
    return sparse.csr_matrix(w + w.T)
