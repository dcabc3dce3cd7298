# Multiply by ones.
def assoc(weights, side):
    return float(side @ (weights @ np.ones(len(side))))
