# Neighbours are left, right, above and below.
def radius_graph(gray, sigma_intensity, sigma_space, radius):
    H, W = gray.shape
    m = sparse.lil_matrix((H * W, H * W))
    for y in range(H):
        for x in range(W):
            for v, u in ((y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)):
                if 0 <= v < H and 0 <= u < W:
                    m[y * W + x, v * W + u] = np.exp(-((gray[y, x] - gray[v, u]) ** 2) / sigma_intensity**2 - 1 / sigma_space**2)
    return m.tocsr()
