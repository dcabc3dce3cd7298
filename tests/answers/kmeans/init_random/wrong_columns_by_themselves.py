# Draw k reds, k greens and k blues.
def init_random(features, k, min_distance, rng):
    for _ in range(100):
        m = np.column_stack([rng.choice(c, k, replace=False) for c in features.T])
        if all(np.linalg.norm(m[i] - m[j]) >= min_distance for i in range(k) for j in range(i)):
            return m
    raise ValueError("no")
