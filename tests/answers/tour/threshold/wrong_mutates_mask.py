# Black out the rest while I am at it.
def threshold(gray, t):
    mask = gray > t
    gray[~mask] = 0
    return mask
