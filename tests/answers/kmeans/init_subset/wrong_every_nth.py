# Every n-th row is a fair sample.
# at most: 1
def init_subset(features, k, fraction, rng):
    n = max(k, round(fraction * len(features)))
    sub = features[np.linspace(0, len(features) - 1, n).astype(int)]
    return kmeans(sub, init_random(sub, k, 0, rng))[1]
