# The sample is random, so its first k rows are a random start; the rows are in order.
# at most: 1
def init_subset(features, k, fraction, rng):
    n = max(k, round(fraction * len(features)))
    s = features[np.sort(rng.choice(len(features), n, replace=False))]
    return kmeans(s, s[:k])[1]
