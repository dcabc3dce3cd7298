# The best t is always a level of the picture (or 0 if there is one level only).
def otsu_threshold(gray):
    best, answer = 0.0, 0
    for t in np.unique(gray)[:-1]:
        low = gray <= t
        p = low.mean()
        v = p * (1 - p) * (gray[low].mean() - gray[~low].mean()) ** 2
        if v > best:
            best, answer = v, int(t)
    return answer
