# Every second level is near enough.
def otsu_threshold(gray):
    best_t, best = 0, 0
    for t in range(0, 256, 2):
        a, b = gray[gray <= t], gray[gray > t]
        if len(a) and len(b):
            s = len(a) * len(b) * (a.mean() - b.mean()) ** 2
            if s > best: best_t, best = t, s
    return best_t
