# Takes the second column of eig as it comes.
def second_eigenvector(weights):
    w = weights.toarray() if sparse.issparse(weights) else weights
    v, V = np.linalg.eig(np.eye(len(w)) - w / w.sum(1)[:, None])
    return V[:, 1].real
