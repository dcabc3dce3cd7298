# Back with the root of D, multiplied.
def second_eigenvector(weights):
    W = sparse.csr_matrix(weights).toarray()
    d = W.sum(axis=1)
    L = (np.diag(d) - W) / np.sqrt(np.outer(d, d))
    return np.sqrt(d) * np.linalg.eigh(L)[1][:, 1]
