# Rows that are far apart in the list are far apart.
# at most: 1.2
def init_random(features, k, min_distance, rng):
    for _ in range(100):
        i = rng.choice(len(features), k, replace=False)
        if all(abs(a - b) >= min_distance for a in i for b in i if a != b):
            return features[i]
    raise ValueError("no")
