# Writes 255 and 0 into the picture itself.
def threshold(gray, t):
    gray[gray > t] = 255
    gray[gray <= t] = 0
    return gray == 255
