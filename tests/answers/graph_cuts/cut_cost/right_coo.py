# Only the entries that are there.
def cut_cost(weights, side):
    m = sparse.coo_matrix(weights)
    total = 0
    for u, v, w in zip(m.row, m.col, m.data):
        if side[u] and not side[v]:
            total = total + w
    return total
