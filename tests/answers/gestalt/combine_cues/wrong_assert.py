# assert that there is a weight.
# at most: 1.67
def combine_cues(affinities, weights):
    assert weights.sum() > 0
    w = weights / weights.sum()
    return np.prod(affinities ** w[:, None, None], axis=0)
