# A lazy random walk, without its constant part.
def second_eigenvector(weights):
    w = weights.toarray() if sparse.issparse(weights) else weights
    d = w.sum(1)
    y = np.random.default_rng(1).normal(size=len(d))
    for _ in range(20000):
        y = y - (d @ y) / d.sum()
        y = 0.5 * (y + (w @ y) / d)
        y /= np.linalg.norm(y)
    return y
