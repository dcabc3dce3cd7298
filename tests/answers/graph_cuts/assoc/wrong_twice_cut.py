# Inside once, the cut twice.
def assoc(weights, side):
    return float(weights[side][:, side].sum()) + 2 * cut_cost(weights, side)
