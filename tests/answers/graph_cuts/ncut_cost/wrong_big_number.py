# A very large number instead of infinity.
# at most: 1.5
def ncut_cost(weights, side):
    a, b = assoc(weights, side), assoc(weights, ~side)
    if a == 0 or b == 0:
        return 1e9
    return cut_cost(weights, side) * (1 / a + 1 / b)
