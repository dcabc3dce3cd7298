# LOBPCG with D as the second matrix.
from scipy.sparse.linalg import lobpcg


def second_eigenvector(weights):
    w = weights.toarray() if sparse.issparse(weights) else weights
    d = w.sum(1)
    X = np.random.default_rng(0).normal(size=(len(d), 2))
    X[:, 0] = 1
    vals, vecs = lobpcg(np.diag(d) - w, X, B=np.diag(d), largest=False, maxiter=500, tol=1e-9)
    return vecs[:, np.argsort(vals)[1]]
