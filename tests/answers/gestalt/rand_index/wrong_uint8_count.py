# Booleans summed in uint8.
def rand_index(a, b):
    i, j = np.triu_indices(a.size, 1); a, b = a.ravel(), b.ravel()
    s = ((a[i] == a[j]) == (b[i] == b[j])).sum(dtype=np.uint8)
    return float(s) / len(i)
