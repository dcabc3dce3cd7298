# The difference is positive where gray is above t.
def threshold(gray, t):
    return (gray.astype(float) - t) > 0
