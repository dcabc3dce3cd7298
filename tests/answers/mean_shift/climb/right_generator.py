# A generator gives the means one by one.
def ways(features, m, radius, epsilon, max_iter):
    yield m
    for _ in range(max_iter):
        n = shift(features, m, radius)
        yield n
        if ((n - m) ** 2).sum() < epsilon ** 2:
            return
        m = n

# %%
def climb(features, start, radius, epsilon=1e-3, max_iter=300):
    return np.vstack(list(ways(features, start, radius, epsilon, max_iter)))
