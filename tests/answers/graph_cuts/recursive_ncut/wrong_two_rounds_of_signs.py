# Two eigenvectors give four groups.
def recursive_ncut(weights, max_ncut, min_size):
    W = sparse.csr_matrix(weights).toarray()
    d = W.sum(axis=1)
    v = np.linalg.eigh((np.diag(d) - W) / np.sqrt(np.outer(d, d)))[1]
    return 2 * (v[:, 1] > 0).astype(int) + (v[:, 2] > 0)
