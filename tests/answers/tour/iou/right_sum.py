# bool counts as 0 and 1.
def iou(a, b):
    inter = np.sum(a * b)
    union = np.sum(a) + np.sum(b) - inter
    if union == 0:
        return 1.0
    return inter / union
