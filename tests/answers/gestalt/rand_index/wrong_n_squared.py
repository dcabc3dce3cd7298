# Pairs are counted once, but there are n * n of them.
def rand_index(a, b):
    x, y = a.ravel(), b.ravel()
    i, j = np.triu_indices(len(x), 1)
    return np.sum((x[i] == x[j]) == (y[i] == y[j])) / len(x) ** 2
