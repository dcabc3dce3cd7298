# gray - t > 0, and uint8 wraps around.
def threshold(gray, t):
    return (gray - np.asarray(t).astype(gray.dtype)) > 0
