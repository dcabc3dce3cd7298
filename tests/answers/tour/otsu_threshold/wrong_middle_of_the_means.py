# Iterates to the middle of the two means (isodata).
def otsu_threshold(gray):
    t = gray.mean()
    for _ in range(100):
        a, b = gray[gray <= t], gray[gray > t]
        if len(a) == 0 or len(b) == 0:
            return 0
        t = (a.mean() + b.mean()) / 2
    return int(t) - 1
