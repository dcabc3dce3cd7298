# Adds entries whose row is in A.
def assoc(weights, side):
    c = sparse.coo_array(weights)
    return c.data[side[c.row]].sum()
