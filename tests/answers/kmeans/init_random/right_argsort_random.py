# Sort by random numbers.
def init_random(features, k, min_distance, rng):
    for _ in range(100):
        m = features[np.argsort(rng.random(len(features)))[:k]]
        if all(((m[i] - m[j]) ** 2).sum() ** 0.5 >= min_distance for i in range(k) for j in range(k) if i != j): return m
    raise ValueError("no rows")
