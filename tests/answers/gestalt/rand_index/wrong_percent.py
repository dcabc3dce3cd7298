# In percent.
def rand_index(a, b):
    x, y = a.ravel(), b.ravel()
    i, j = np.triu_indices(len(x), 1)
    return 100 * np.mean((x[i] == x[j]) == (y[i] == y[j]))
