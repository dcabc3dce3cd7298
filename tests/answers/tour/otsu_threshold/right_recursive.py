# Best of t and the best of those after it.
def otsu_threshold(gray):
    values = gray.ravel().tolist()
    def best(t):
        if t == 256:
            return (0.0, 256)
        lo = [v for v in values if v <= t]
        n, m = len(lo), len(values) - len(lo)
        s = 0.0 if not n or not m else n * m * (sum(lo) / n - (sum(values) - sum(lo)) / m) ** 2
        s2, t2 = best(t + 1)
        return (s, t) if s >= s2 else (s2, t2)
    return best(0)[1]
