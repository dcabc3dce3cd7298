# integers between 0 and N - 1.
def init_random(features, k, min_distance, rng):
    for _ in range(100):
        means = features[rng.choice(len(features) - 1, k, replace=False)]
        d = np.linalg.norm(means[:, None] - means, axis=2)
        if np.all(d[~np.eye(k, dtype=bool)] >= min_distance):
            return means
    raise ValueError("no draw worked")
