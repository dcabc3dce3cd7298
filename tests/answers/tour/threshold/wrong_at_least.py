# Takes pixels equal to t too.
# at most: 0.75
def threshold(gray, t):
    return ~(gray < t)
