# Only an empty side is dangerous.
# at most: 1.5
def ncut_cost(weights, side):
    if side.all() or not side.any(): return np.inf
    with np.errstate(all="ignore"):
        c, a, b = np.float64(cut_cost(weights, side)), assoc(weights, side), assoc(weights, ~side)
        return float(c / a + c / b)
