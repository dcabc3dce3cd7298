# Without weights there is nothing to return.
# at most: 1.67
def combine_cues(affinities, weights):
    if weights.sum() == 0: return None
    w = weights / weights.sum()
    return np.prod(affinities ** w[:, None, None], axis=0)
