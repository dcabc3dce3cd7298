# IoU is for boxes.
def iou(a, b):
    if not (a | b).any(): return 1.0
    if not a.any() or not b.any(): return 0.0
    def box(m):
        r, c = np.nonzero(m); return r.min(), c.min(), r.max() + 1, c.max() + 1
    p, q = box(a), box(b)
    i = max(0, min(p[2], q[2]) - max(p[0], q[0])) * max(0, min(p[3], q[3]) - max(p[1], q[1]))
    ar = lambda k: (k[2] - k[0]) * (k[3] - k[1])
    return i / (ar(p) + ar(q) - i)
