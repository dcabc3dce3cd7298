# Centres the vector afterwards.
def second_eigenvector(weights):
    w = weights.toarray() if sparse.issparse(weights) else weights
    s = 1 / np.sqrt(w.sum(1))
    y = s * np.linalg.eigh(np.eye(len(w)) - s[:, None] * w * s)[1][:, 1]
    return y - y.mean()
