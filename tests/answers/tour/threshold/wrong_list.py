# The list of lists is returned as it is.
def threshold(gray, t):
    return [[v > t for v in row] for row in gray]
