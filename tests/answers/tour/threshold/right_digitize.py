# np.digitize says on which side of t a value lies.
def threshold(gray, t):
    return np.digitize(gray, [t], right=True).astype(bool)
