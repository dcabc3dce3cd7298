# The distance is the sum of the differences.
# at most: 1.2
def init_random(features, k, min_distance, rng):
    for _ in range(100):
        means = features[rng.choice(len(features), k, replace=False)]
        d = np.abs(means[:, None] - means).sum(axis=2)
        if np.all(d[~np.eye(k, dtype=bool)] >= min_distance):
            return means
    raise ValueError("no draw")
