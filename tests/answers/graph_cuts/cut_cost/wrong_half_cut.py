# Halves it, because the matrix is symmetric.
def cut_cost(weights, side):
    return float(weights[side][:, ~side].sum()) / 2
