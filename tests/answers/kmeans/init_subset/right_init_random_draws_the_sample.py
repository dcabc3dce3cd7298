# init_random with distance 0 is a draw without replacement, so it draws the sample as well.
def init_subset(features, k, fraction, rng):
    n = max(k, round(fraction * len(features)))
    subset = init_random(features, n, 0, rng)
    return kmeans(subset, init_random(subset, k, 0, rng))[1]
