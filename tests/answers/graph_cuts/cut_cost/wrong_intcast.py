# The cut is a whole number in the drawing.
def cut_cost(weights, side):
    return int(weights[side][:, ~side].sum())
