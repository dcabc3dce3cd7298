# int makes a whole number.
# at most: 1
def init_subset(features, k, fraction, rng):
    n = max(k, int(fraction * len(features)))
    subset = features[rng.choice(len(features), n, replace=False)]
    return kmeans(subset, init_random(subset, k, 0, rng))[1]
