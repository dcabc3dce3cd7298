# np.random.choice draws the rows.
def init_subset(features, k, fraction, rng):
    n = max(k, round(fraction * len(features)))
    subset = features[np.random.default_rng().choice(len(features), n, replace=False)]
    return kmeans(subset, init_random(subset, k, 0, rng))[1]
