# The strongest cue gets weight 1.
def combine_cues(affinities, weights):
    if weights.sum() == 0: raise ValueError
    w = weights / weights.max()
    return np.prod(affinities ** w[:, None, None], axis=0)
