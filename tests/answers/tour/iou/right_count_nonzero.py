# De Morgan for the union.
def iou(a, b):
    neither = np.count_nonzero(~a & ~b)
    union = a.size - neither
    return np.count_nonzero(np.logical_and(a, b)) / union if union > 0 else 1
