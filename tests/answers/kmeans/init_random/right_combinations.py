# itertools.combinations and my feature_distance.
from itertools import combinations


def init_random(features, k, min_distance, rng):
    n = features.shape[0]
    for _ in range(100):
        idx = rng.choice(n, k, replace=False)
        means = [features[i] for i in idx]
        if all(feature_distance(a, b) >= min_distance for a, b in combinations(means, 2)):
            break
    else:
        raise ValueError(f"no draw of {k} rows worked")
    return np.array(means)
