# In percent.
def iou(a, b):
    u = (a | b).sum()
    return 100.0 * (a & b).sum() / u if u else 100.0
