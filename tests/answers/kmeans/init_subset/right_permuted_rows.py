# Shuffle a copy, take the first rows.
def init_subset(features, k, fraction, rng):
    n = max(k, round(fraction * len(features)))
    subset = rng.permutation(features)[:n]
    start = init_random(subset, k, 0, rng)
    labels, means, steps = kmeans(subset, start)
    print("k-means on", n, "of", len(features), "rows took", steps, "steps")
    return means
