# assert stops the program when there is no such draw.
# at most: 1.6
def init_random(features, k, min_distance, rng):
    found = None
    for _ in range(100):
        means = features[rng.choice(len(features), k, replace=False)]
        d = np.linalg.norm(means[:, None] - means, axis=2)
        if np.all(d[~np.eye(k, dtype=bool)] >= min_distance):
            found = means
            break
    assert found is not None, "no draw worked"
    return found
