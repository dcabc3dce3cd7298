# From Matlab: columns of np.matrix, kron for the grid, bmat glues them.
def pixel_features(image, space_weight=0.0):
    R, G, B = (np.asmatrix(image[:, :, c].reshape(-1, 1).astype(float)) for c in (0, 1, 2))
    if space_weight == 0:
        return np.bmat([[R, G, B]])
    m, n = image.shape[0], image.shape[1]
    X = np.asmatrix(np.kron(np.ones((m, 1)), np.arange(n)[:, None]))
    Y = np.asmatrix(np.kron(np.arange(m)[:, None], np.ones((n, 1))))
    return np.bmat([[R, G, B, space_weight * X, space_weight * Y]])
