# Singular vectors are the same thing.
def second_eigenvector(weights):
    W = sparse.csr_matrix(weights).toarray()
    return np.linalg.svd(W)[0][:, 1]
