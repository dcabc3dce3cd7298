# Otsu's own formula with cumulative shares.
def otsu_threshold(gray):
    p = np.bincount(gray.ravel(), minlength=256) / gray.size
    w = np.cumsum(p); m = np.cumsum(p * np.arange(256)); mt = m[-1]
    with np.errstate(all="ignore"):
        s = (mt * w - m) ** 2 / (w * (1 - w))
    s = np.nan_to_num(s, nan=0, posinf=0, neginf=0)
    return int(np.argmax(s))
