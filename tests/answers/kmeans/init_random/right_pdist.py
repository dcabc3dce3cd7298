# pdist has every pair once; for k = 1 there is none.
from scipy.spatial.distance import pdist


def init_random(features, k, min_distance, rng):
    attempts = 0
    while attempts < 100:
        means = rng.choice(features, size=k, replace=False, axis=0)
        if np.all(pdist(means) >= min_distance):
            return means
        attempts += 1
    raise ValueError("too close")
