# Inside twice, so two times the block and then the cut.
def assoc(weights, side):
    return float(2 * weights[side][:, side].sum() + weights[side][:, ~side].sum())
