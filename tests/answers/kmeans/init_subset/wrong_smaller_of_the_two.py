# min and max mixed up.
def init_subset(features, k, fraction, rng):
    n = min(k, round(fraction * len(features)))
    subset = features[rng.choice(len(features), n, replace=False)]
    return kmeans(subset, init_random(subset, k, 0, rng))[1]
