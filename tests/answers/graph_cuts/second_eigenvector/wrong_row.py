# The second row of the vectors.
def second_eigenvector(weights):
    W = sparse.csr_matrix(weights).toarray()
    d = W.sum(axis=1)
    L = (np.diag(d) - W) / np.sqrt(np.outer(d, d))
    return np.linalg.eigh(L)[1][1] / np.sqrt(d)
