# Draw k numbers; if one comes twice, that draw has failed too.
def init_random(features, k, min_distance, rng):
    for _ in range(100):
        chosen = rng.integers(0, len(features), k)
        if len(set(chosen.tolist())) < k:
            continue
        means = features[chosen]
        d = np.linalg.norm(means[:, None] - means, axis=2)
        if np.all(d[~np.eye(k, dtype=bool)] >= min_distance):
            return means
    raise ValueError("no draw worked")
