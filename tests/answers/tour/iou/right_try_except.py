# Divide, and catch the empty case.
def iou(a, b):
    try:
        return int((a & b).sum()) / int((a | b).sum())
    except ZeroDivisionError:
        return 1.0
