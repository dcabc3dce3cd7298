# Sets of places.
def iou(a, b):
    A = {tuple(p) for p in np.argwhere(a).tolist()}
    B = {tuple(p) for p in np.argwhere(b).tolist()}
    return len(A & B) / len(A | B) if A or B else 1.0
