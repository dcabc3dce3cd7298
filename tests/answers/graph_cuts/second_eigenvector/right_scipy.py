# SciPy solves the generalised problem.
def second_eigenvector(weights):
    import scipy.linalg
    W = weights.toarray() if sparse.issparse(weights) else weights
    D = np.diag(W.sum(axis=1))
    lam, vec = scipy.linalg.eigh(D - W, D)
    return vec[:, 1]
