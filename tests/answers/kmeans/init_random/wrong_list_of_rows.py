# The rows in a list.
def init_random(features, k, min_distance, rng):
    for _ in range(100):
        means = [features[i] for i in rng.permutation(len(features))[:k]]
        d = [np.linalg.norm(a - b) for n, a in enumerate(means) for b in means[:n]]
        if all(x >= min_distance for x in d):
            return means
    raise ValueError("no draw worked")
