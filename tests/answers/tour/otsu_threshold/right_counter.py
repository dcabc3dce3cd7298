# Whole numbers from a Counter.
from collections import Counter
def otsu_threshold(gray):
    c = Counter(gray.ravel().tolist())
    total = sum(c.values()); s = sum(k * v for k, v in c.items())
    n = q = 0; best = 0; bt = 0
    for t in sorted(c):
        n += c[t]; q += t * c[t]
        if n == total: break
        d = q * total - s * n
        var = d * d / (n * (total - n))
        if var > best: best, bt = var, t
    return bt
