# while not far_enough.
# at most: 1.6
def init_random(features, k, min_distance, rng):
    far_enough = False
    while not far_enough:
        means = features[rng.choice(len(features), k, replace=False)]
        d = np.linalg.norm(means[:, None] - means, axis=2)
        far_enough = np.all(d[~np.eye(k, dtype=bool)] >= min_distance)
    return means
