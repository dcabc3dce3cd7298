# Sums of products in float32.
def iou(a, b):
    x, y = a.astype(np.float32), b.astype(np.float32)
    i = np.einsum("ij,ij->", x, y)
    u = x.sum() + y.sum() - i
    if u < 0.5: return np.float32(1)
    return i / u
