# Each mean is compared with the next one.
# at most: 1.2
def init_random(features, k, min_distance, rng):
    for _ in range(100):
        means = features[rng.permutation(len(features))[:k]]
        good = True
        for i in range(k - 1):
            if np.linalg.norm(means[i] - means[i + 1]) < min_distance:
                good = False
        if good:
            return means
    raise ValueError("no draw")
