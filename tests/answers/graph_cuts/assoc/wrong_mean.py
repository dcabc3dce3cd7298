# The mean degree of the side.
def assoc(weights, side):
    return float(weights[side].sum() / side.sum())
