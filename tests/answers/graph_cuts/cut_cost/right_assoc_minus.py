# What leaves A is all of A less what stays.
def cut_cost(weights, side):
    a = np.flatnonzero(side)
    return float(weights[a].sum() - weights[a][:, a].sum())
