# What is inside, and the cut.
def assoc(weights, side):
    return float(weights[side][:, side].sum()) + cut_cost(weights, side)
