# ~ did not work on numbers, so minus.
def cut_cost(weights, side):
    a = side.astype(int)
    return float(a @ (weights @ -a))
