# Give every row a random number and take the k smallest; my own exception is a ValueError too.
class TooClose(ValueError):
    pass
# %%
def init_random(features, k, min_distance, rng):
    count = 0
    while True:
        keys = rng.random(len(features))
        means = features[np.argsort(keys)[:k]].astype(np.float32)
        upper = np.triu(np.ones((k, k), bool), 1)
        gaps = np.sqrt(((means[:, None, :] - means) ** 2).sum(-1))
        if not (gaps[upper] < min_distance).any():
            return means
        count += 1
        if count == 100:
            raise TooClose()
