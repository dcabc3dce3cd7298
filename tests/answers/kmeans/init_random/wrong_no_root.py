# Squared distances are enough for comparing.
# at most: 0.8
def init_random(features, k, min_distance, rng):
    for _ in range(100):
        means = features[rng.choice(len(features), k, replace=False)]
        d2 = ((means[:, None] - means) ** 2).sum(axis=2)
        if np.all(d2[~np.eye(k, dtype=bool)] >= min_distance):
            return means
    raise ValueError("no draw")
