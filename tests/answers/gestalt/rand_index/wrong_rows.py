# Without ravel: pairs of rows.
def rand_index(a, b):
    n = len(a)
    hits = total = 0
    for i in range(n):
        for j in range(i + 1, n):
            hits += np.all(a[i] == a[j]) == np.all(b[i] == b[j])
            total += 1
    return hits / max(total, 1)
