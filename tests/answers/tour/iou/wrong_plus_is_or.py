# a + b for the intersection.
def iou(a, b):
    if not (a | b).any():
        return 1.0
    return np.sum(a + b) / (np.sum(a) + np.sum(b))
