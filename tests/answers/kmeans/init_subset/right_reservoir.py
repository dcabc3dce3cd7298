# Reservoir sampling goes through the rows once.
def init_subset(features, k, fraction, rng):
    n = max(k, round(fraction * len(features)))
    res = []
    for i, f in enumerate(features):
        if i < n:
            res.append(f)
        else:
            j = rng.integers(0, i + 1)
            if j < n:
                res[j] = f
    res = np.array(res)
    return kmeans(res, init_random(res, k, 0, rng))[1]
