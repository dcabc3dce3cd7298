# Left and right eigenvectors are the same for a symmetric graph.
def second_eigenvector(weights):
    w = weights.toarray() if sparse.issparse(weights) else weights
    d = w.sum(1)
    L = np.eye(len(w)) - w / d[:, None]
    v, V = np.linalg.eig(L.T)
    return V[:, np.argsort(v.real)[1]].real
