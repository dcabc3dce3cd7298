# kmeans returns means, labels, steps, I think.
def init_subset(features, k, fraction, rng):
    n = max(k, round(fraction * len(features)))
    subset = features[rng.choice(len(features), n, replace=False)]
    means, labels, steps = kmeans(subset, init_random(subset, k, 0, rng))
    return means
