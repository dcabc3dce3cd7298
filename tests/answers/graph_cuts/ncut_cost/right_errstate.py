# Divides in any case and repairs what is not finite.
def ncut_cost(weights, side):
    with np.errstate(all="ignore"):
        v = np.float64(cut_cost(weights, side)) * (1 / np.float64(assoc(weights, side)) + 1 / np.float64(assoc(weights, ~side)))
    return v if np.isfinite(v) else np.inf
