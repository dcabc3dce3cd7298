# Only A can be empty.
# at most: 1.5
def ncut_cost(weights, side):
    c, a, b = cut_cost(weights, side), assoc(weights, side), assoc(weights, ~side)
    if a == 0: return np.inf
    return c / a + (c / b if b else 0)
