# Divide, and if that fails it is infinite.
def ncut_cost(weights, side):
    try:
        c = float(cut_cost(weights, side))
        return c / float(assoc(weights, side)) + c / float(assoc(weights, ~side))
    except ZeroDivisionError:
        return float("inf")
