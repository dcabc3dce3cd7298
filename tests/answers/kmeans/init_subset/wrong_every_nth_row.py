# Every n-th row is a sample too.
# at most: 1
def init_subset(features, k, fraction, rng):
    step = max(1, round(1 / fraction))
    subset = features[::step]
    if len(subset) < k:
        subset = features[:k]
    return kmeans(subset, init_random(subset, k, 0, rng))[1]
