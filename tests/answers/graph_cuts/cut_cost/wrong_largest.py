# A chain is as strong as its strongest link.
def cut_cost(weights, side):
    return float(weights[side][:, ~side].max())
