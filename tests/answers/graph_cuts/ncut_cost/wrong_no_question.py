# Divides without asking whether there is something.
# at most: 1.5
def ncut_cost(weights, side):
    c = cut_cost(weights, side)
    return c / assoc(weights, side) + c / assoc(weights, ~side)
