# np.random.seed makes it repeatable.
def init_random(features, k, min_distance, rng):
    np.random.seed(0)
    for _ in range(100):
        means = features[np.random.choice(len(features), k, replace=False)]
        d = np.linalg.norm(means[:, None] - means, axis=2)
        if np.all(d[~np.eye(k, dtype=bool)] >= min_distance):
            return means
    raise ValueError("no draw")
