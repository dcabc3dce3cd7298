# Sign is arbitrary, so takes it away.
def second_eigenvector(weights):
    w = weights.toarray() if sparse.issparse(weights) else weights
    s = 1 / np.sqrt(w.sum(1))
    return np.abs(s * np.linalg.eigh(np.eye(len(w)) - s[:, None] * w * s)[1][:, 1])
