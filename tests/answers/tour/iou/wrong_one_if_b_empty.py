# Where the second is empty there is nothing to find.
# at most: 0.75
def iou(a, b):
    if not b.any(): return 1.0
    return (a & b).sum() / (a | b).sum()
