# A fixed seed for the sample, so that it is repeatable.
# at most: 1
def init_subset(features, k, fraction, rng):
    n = max(k, round(fraction * len(features)))
    subset = features[np.random.default_rng(1).permutation(len(features))[:n]]
    return kmeans(subset, init_random(subset, k, 0, rng))[1]
