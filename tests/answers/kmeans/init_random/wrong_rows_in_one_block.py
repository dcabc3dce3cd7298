# Draw one start and take k rows from there.
# at most: 1.2
def init_random(features, k, min_distance, rng):
    for _ in range(100):
        start = rng.integers(0, len(features) - k + 1)
        means = features[start : start + k]
        d = np.linalg.norm(means[:, None] - means, axis=2)
        if np.all(d[~np.eye(k, dtype=bool)] >= min_distance):
            return means
    raise ValueError("no draw worked")
