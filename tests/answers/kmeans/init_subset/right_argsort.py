# Sort by random numbers, take the last.
def init_subset(features, k, fraction, rng):
    n = max(k, round(fraction * len(features)))
    sub = features[rng.random(len(features)).argsort()[-n:]]
    return kmeans(features=sub, means=init_random(features=sub, k=k, min_distance=0, rng=rng))[1]
