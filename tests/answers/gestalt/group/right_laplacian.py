# The null space of the graph's Laplacian tells the components.
def group(affinity, threshold):
    W = (affinity >= threshold).astype(float)
    vals, vecs = np.linalg.eigh(np.diag(W.sum(1)) - W)
    null = vecs[:, vals < 1e-8]
    return (null @ null.T > 1e-9).argmax(axis=1)
