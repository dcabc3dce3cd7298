# On a plateau the middle is the fairest.
# at most: 1.5
def otsu_threshold(gray):
    s = np.zeros(256)
    for t in range(256):
        a, b = gray[gray <= t], gray[gray > t]
        s[t] = len(a) * len(b) * (a.mean() - b.mean()) ** 2 if len(a) and len(b) else 0
    return int(np.mean(np.flatnonzero(np.isclose(s, s.max()))))
