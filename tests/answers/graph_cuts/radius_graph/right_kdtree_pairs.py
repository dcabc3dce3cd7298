# A tree finds the pairs, both halves added.
from scipy.spatial import cKDTree


def radius_graph(gray, sigma_intensity, sigma_space, radius):
    h, w = gray.shape
    y, x = np.indices((h, w))
    p = np.c_[y.ravel(), x.ravel()]
    pairs = cKDTree(p).query_pairs(radius, output_type="ndarray")
    d = np.linalg.norm(p[pairs[:, 0]] - p[pairs[:, 1]], axis=1)
    pairs, d = pairs[d < radius], d[d < radius]
    f = gray.flatten()
    v = np.exp(-((f[pairs[:, 0]] - f[pairs[:, 1]]) / sigma_intensity) ** 2) * np.exp(-(d / sigma_space) ** 2)
    n = h * w
    m = sparse.csr_matrix((v, (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    return m + m.T
