# There are about N squared half pairs.
def rand_index(a, b):
    i, j = np.triu_indices(a.size, 1); a, b = a.ravel(), b.ravel(); n = a.size
    return ((a[i] == a[j]) == (b[i] == b[j])).sum() / (n * n / 2)
