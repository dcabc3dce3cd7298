# Start with the first pixel and draw the others.
def init_random(features, k, min_distance, rng):
    for _ in range(100):
        others = rng.choice(np.arange(1, len(features)), k - 1, replace=False)
        means = features[np.concatenate([[0], others]).astype(int)]
        d = np.linalg.norm(means[:, None] - means, axis=2)
        if np.all(d[~np.eye(k, dtype=bool)] >= min_distance):
            return means
    raise ValueError("no draw worked")
