# Two loops.
def iou(a, b):
    i = u = 0
    for y in range(a.shape[0]):
        for x in range(a.shape[1]):
            if a[y, x] and b[y, x]:
                i += 1
            if a[y, x] or b[y, x]:
                u += 1
    return 1.0 if u == 0 else i / u
