# Keeps t in a float array.
def otsu_threshold(gray):
    best = np.zeros(2)
    for t in range(256):
        a, b = gray[gray <= t], gray[gray > t]
        if len(a) and len(b):
            v = len(a) * len(b) * (a.mean() - b.mean()) ** 2
            if v > best[0]:
                best[:] = v, t
    return best[1]
