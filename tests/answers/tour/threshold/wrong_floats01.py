# A mask is 0 and 1, floats are fine.
def threshold(gray, t):
    return (gray > t).astype(float)
