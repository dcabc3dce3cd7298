# rng.shuffle works in place.
def init_subset(features, k, fraction, rng):
    rng.shuffle(features)
    subset = features[: max(k, round(fraction * len(features)))]
    return kmeans(subset, init_random(subset, k, 0, rng))[1]
