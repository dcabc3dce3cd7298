# Height used for both directions.
def threshold(gray, t):
    n = gray.shape[0]
    m = np.zeros((n, n), dtype=bool)
    for i in range(n):
        for j in range(n):
            m[i, j] = gray[i, j] > t
    return m
