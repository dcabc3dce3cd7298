# A helper that tries again with one try less.
def try_again(features, k, min_distance, rng, left):
    if left == 0:
        raise ValueError("no more tries")
    order = list(range(len(features)))
    rng.shuffle(order)
    means = features[order[:k]]
    for i in range(k):
        others = np.delete(means, i, axis=0)
        if (((others - means[i]) ** 2).sum(axis=1) < min_distance**2).any():
            return try_again(features, k, min_distance, rng, left - 1)
    return means
# %%
def init_random(features, k, min_distance, rng):
    return try_again(features, k, min_distance, rng, 100)
