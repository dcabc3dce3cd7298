# Both directions, halved.
def cut_cost(weights, side):
    w = weights.toarray() if sparse.issparse(weights) else weights
    other = np.not_equal.outer(side, side)
    return w[other].sum() / 2
