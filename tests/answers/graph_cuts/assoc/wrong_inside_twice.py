# Doubles what is inside, since it counts twice.
def assoc(weights, side):
    return 2 * float(weights[side][:, side].sum()) + cut_cost(weights, side)
