# On average they are far enough apart.
# at most: 1.2
def init_random(features, k, min_distance, rng):
    for _ in range(100):
        m = features[rng.choice(len(features), k, replace=False)]
        g = [np.linalg.norm(m[i] - m[j]) for i in range(k) for j in range(i)]
        if not g or np.mean(g) >= min_distance: return m
    raise ValueError("no")
