# One fraction with both below the line.
def ncut_cost(weights, side):
    a, b = assoc(weights, side), assoc(weights, ~side)
    if a == 0 or b == 0:
        return np.inf
    return cut_cost(weights, side) / (a + b)
