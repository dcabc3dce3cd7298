# Half of the matrix, so that no edge counts twice.
def assoc(weights, side):
    w = weights.toarray() if sparse.issparse(weights) else weights
    return float(np.triu(w)[side].sum())
