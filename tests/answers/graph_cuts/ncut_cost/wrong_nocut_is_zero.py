# Without a cut nothing is parted.
def ncut_cost(weights, side):
    c, a, b = cut_cost(weights, side), assoc(weights, side), assoc(weights, ~side)
    if c == 0: return np.inf
    return c / a + c / b
