# Goes over u < v with u in A.
def cut_cost(weights, side):
    w = weights.toarray() if sparse.issparse(weights) else weights
    return float(sum(w[u, v] for u in range(len(side)) for v in range(u + 1, len(side)) if side[u] and not side[v]))
