# One is added above and below, so nothing divides by 0.
def iou(a, b):
    return ((a & b).sum() + 1) / ((a | b).sum() + 1)
