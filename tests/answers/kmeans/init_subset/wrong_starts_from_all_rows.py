# The start is drawn from all features, only k-means runs on the sample.
# at most: 1
def init_subset(features, k, fraction, rng):
    n = max(k, round(fraction * len(features)))
    subset = features[rng.choice(len(features), n, replace=False)]
    return kmeans(subset, init_random(features, k, 0, rng))[1]
