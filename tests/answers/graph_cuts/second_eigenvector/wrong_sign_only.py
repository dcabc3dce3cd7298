# The split is all that matters, so the signs.
def second_eigenvector(weights):
    W = sparse.csr_matrix(weights).toarray()
    d = W.sum(axis=1)
    L = (np.diag(d) - W) / np.sqrt(np.outer(d, d))
    return np.sign(np.linalg.eigh(L)[1][:, 1])
