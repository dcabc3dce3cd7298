# A list of lists, made an array at the end.
def threshold(gray, t):
    return np.array([[bool(v > t) for v in row] for row in gray])
