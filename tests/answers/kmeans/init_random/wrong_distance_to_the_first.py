# All others must be far from the first mean.
# at most: 1.2
def init_random(features, k, min_distance, rng):
    for _ in range(100):
        means = features[rng.choice(len(features), k, replace=False)]
        if (np.linalg.norm(means[1:] - means[0], axis=1) >= min_distance).all():
            return means
    raise ValueError("no draw")
