# Forgot the second weight.
def otsu_threshold(gray):
    best, answer = 0, 0
    for t in range(256):
        a, b = gray[gray <= t], gray[gray > t]
        if len(a) and len(b):
            v = len(a) / gray.size * (a.mean() - b.mean()) ** 2
            if v > best:
                best, answer = v, t
    return answer
