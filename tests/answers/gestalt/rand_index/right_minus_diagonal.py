# Matrix of agreements without its diagonal.
def rand_index(a, b):
    x = a.flatten()
    y = b.flatten()
    n = len(x)
    m = np.equal.outer(x, x) == np.equal.outer(y, y)
    return m[~np.eye(n, dtype=bool)].mean()
