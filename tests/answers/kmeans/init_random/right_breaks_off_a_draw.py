# A draw is broken off at the first mean that is too close.
def init_random(features, k, min_distance, rng):
    for draw in range(100):
        order = rng.permutation(len(features))
        means = [features[order[0]]]
        for i in order[1:k]:
            if any(np.linalg.norm(features[i] - m) < min_distance for m in means):
                break
            means.append(features[i])
        if len(means) == k:
            return np.stack(means)
    raise ValueError("100 draws failed")
