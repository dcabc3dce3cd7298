# Greater than t is at least t + 1.
# at most: 0.75
def threshold(gray, t):
    return gray >= t + 1
