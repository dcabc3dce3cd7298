# The smallest distance of all pairs; with one mean there is no pair.
def init_random(features, k, min_distance, rng):
    for _ in range(100):
        means = features[rng.choice(len(features), k, replace=False)]
        pairs = [np.linalg.norm(means[i] - means[j]) for i in range(k) for j in range(i)]
        if min(pairs) >= min_distance:
            return means
    raise ValueError("no draw worked")
