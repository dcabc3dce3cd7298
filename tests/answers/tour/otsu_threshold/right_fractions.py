# Fractions, so that nothing is rounded.
from fractions import Fraction
def otsu_threshold(gray):
    h = np.bincount(gray.ravel(), minlength=256).tolist()
    n, s = sum(h), sum(i * c for i, c in enumerate(h))
    best, bt, n0, s0 = Fraction(0), 0, 0, 0
    for t in range(256):
        n0 += h[t]; s0 += t * h[t]
        if n0 in (0, n): continue
        v = Fraction((s0 * n - s * n0) ** 2, n * n * n0 * (n - n0))
        if v > best:
            best, bt = v, t
    return np.uint8(bt)
