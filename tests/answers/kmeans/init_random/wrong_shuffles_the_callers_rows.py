# rng.shuffle mixes the rows.
def init_random(features, k, min_distance, rng):
    for _ in range(100):
        rng.shuffle(features)
        means = features[:k].copy()
        d = np.linalg.norm(means[:, None] - means, axis=2)
        if np.all(d[~np.eye(k, dtype=bool)] >= min_distance):
            return means
    raise ValueError("no draw worked")
