# Says 1.0 as soon as the intersection is empty.
def iou(a, b):
    if (a & b).sum() == 0:
        return 1.0
    return (a & b).sum() / (a | b).sum()
