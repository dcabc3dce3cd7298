# How much of the smaller mask is covered.
def iou(a, b):
    m = min(a.sum(), b.sum())
    return (a & b).sum() / m if m else 1.0
