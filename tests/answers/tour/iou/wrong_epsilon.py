# A small number against the division by zero.
# at most: 0.75
def iou(a, b):
    return np.sum(a & b) / (np.sum(a | b) + 1e-9)
