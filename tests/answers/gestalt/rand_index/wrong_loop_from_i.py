# All pairs with j from i on.
def rand_index(a, b):
    a, b = a.ravel(), b.ravel(); n = len(a); s = 0
    for i in range(n):
        for j in range(i, n):
            s += (a[i] == a[j]) == (b[i] == b[j])
    return s / (n * (n + 1) / 2)
