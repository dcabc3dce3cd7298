# With my own functions.
def ncut_cost(weights, side):
    cut, a, b = cut_cost(weights, side), assoc(weights, side), assoc(weights, ~side)
    return cut / a + cut / b if a > 0 and b > 0 else float("inf")
