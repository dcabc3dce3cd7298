# At most k rows.
def init_subset(features, k, fraction, rng):
    n = min(k, round(fraction * len(features)))
    sub = features[rng.choice(len(features), n, replace=False)]
    return kmeans(sub, init_random(sub, k, 0, rng))[1]
