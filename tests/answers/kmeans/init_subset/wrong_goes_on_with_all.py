# First on the sample, and then once more on everything, that must be better.
# at most: 1
def init_subset(features, k, fraction, rng):
    n = max(k, round(fraction * len(features)))
    subset = features[rng.choice(len(features), n, replace=False)]
    labels, means, steps = kmeans(subset, init_random(subset, k, 0, rng))
    return kmeans(features, means)[1]
