# The bright pixels are gray[gray > t].
def threshold(gray, t):
    return gray[gray > t]
