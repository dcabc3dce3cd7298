# All graphs of this unit are sparse.
def affinity(features, sigma):
    d = np.linalg.norm(features[:, None] - features, axis=2)
    return sparse.csr_matrix(np.exp(-d / (2 * sigma**2)))
