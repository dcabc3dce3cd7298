# eigsh with shift and invert, the generalised problem.
from scipy.sparse.linalg import eigsh


def second_eigenvector(weights):
    w = sparse.csc_matrix(weights)
    d = np.asarray(w.sum(axis=1)).ravel()
    D = sparse.diags(d).tocsc()
    vals, vecs = eigsh(D - w, k=2, M=D, sigma=-1e-3, which="LM")
    return vecs[:, np.argsort(vals)[1]]
