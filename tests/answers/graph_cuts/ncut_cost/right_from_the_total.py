# assoc of B is the rest of the total.
def ncut_cost(weights, side):
    total, a = weights.sum(), weights[side].sum()
    b = weights[~side].sum()
    c = weights[side][:, ~side].sum()
    if min(a, b) == 0:
        return np.inf
    return c * total / (a * b)
