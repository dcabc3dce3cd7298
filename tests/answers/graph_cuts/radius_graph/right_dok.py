# Fill a dictionary-of-keys matrix pixel by pixel.
def radius_graph(gray, sigma_intensity, sigma_space, radius):
    H, W = gray.shape
    G = sparse.dok_matrix((H * W, H * W))
    for i in range(H * W):
        for j in range(i):
            d2 = (i // W - j // W) ** 2 + (i % W - j % W) ** 2
            if d2 < radius * radius:
                dI2 = (gray[i // W, i % W] - gray[j // W, j % W]) ** 2
                G[i, j] = G[j, i] = np.exp(-dI2 / sigma_intensity**2) * np.exp(-d2 / sigma_space**2)
    return G.tocsr()
