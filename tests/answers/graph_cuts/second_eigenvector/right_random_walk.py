# Second largest eigenvector of D^-1 W.
def second_eigenvector(weights):
    W = sparse.csr_matrix(weights).toarray()
    lam, vec = np.linalg.eig(W / W.sum(axis=1)[:, None])
    return np.real(vec[:, np.argsort(-lam.real)[1]])
