# The uniform start on the sample, it needs no generator.
# at most: 1
def init_subset(features, k, fraction, rng):
    n = max(k, round(fraction * len(features)))
    subset = features[rng.choice(len(features), n, replace=False)]
    return kmeans(subset, init_uniform(subset, k))[1]
