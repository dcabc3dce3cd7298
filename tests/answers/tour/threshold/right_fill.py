# Start with all False and set the bright ones.
def threshold(gray, t):
    m = np.full(gray.shape, False)
    m[gray > t] = True
    return m
