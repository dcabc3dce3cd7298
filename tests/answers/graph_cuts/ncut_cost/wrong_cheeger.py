# Divides by the smaller association.
def ncut_cost(weights, side):
    c, a, b = cut_cost(weights, side), assoc(weights, side), assoc(weights, ~side)
    return c / min(a, b) if a and b else np.inf
