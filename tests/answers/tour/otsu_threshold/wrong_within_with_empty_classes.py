# The largest variance in the classes.
def otsu_threshold(gray):
    best_t, best = 0, -1
    for t in range(256):
        a, b = gray[gray <= t], gray[gray > t]
        s = 0
        if len(a): s += len(a) * a.var()
        if len(b): s += len(b) * b.var()
        if s > best: best_t, best = t, s
    return best_t
