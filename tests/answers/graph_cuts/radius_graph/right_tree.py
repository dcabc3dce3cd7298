# A k-d tree finds the pairs; the ones exactly on the radius are thrown out afterwards.
def radius_graph(gray, sigma_intensity, sigma_space, radius):
    from scipy.spatial import cKDTree
    p = np.argwhere(np.ones(gray.shape, bool))
    pairs = cKDTree(p).query_pairs(radius, output_type="ndarray")
    d2 = ((p[pairs[:, 0]] - p[pairs[:, 1]]) ** 2).sum(axis=1)
    pairs, d2 = pairs[d2 < radius**2], d2[d2 < radius**2]
    f = gray.ravel()
    w = np.exp(-(f[pairs[:, 0]] - f[pairs[:, 1]]) ** 2 / sigma_intensity**2 - d2 / sigma_space**2)
    m = sparse.coo_matrix((w, (pairs[:, 0], pairs[:, 1])), shape=(f.size, f.size))
    return (m + m.T).tocsr()
