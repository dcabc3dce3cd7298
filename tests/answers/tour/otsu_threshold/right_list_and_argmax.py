# All scores in a list, then np.argmax, which takes the first.
def otsu_threshold(gray):
    scores = []
    for t in range(256):
        a, b = gray[gray <= t], gray[gray > t]
        if a.size * b.size == 0:
            scores.append(0)
        else:
            scores.append(a.size / gray.size * b.size / gray.size * (b.mean() - a.mean()) ** 2)
    return int(np.argmax(scores))
