# Weights below 1 are shares already.
def combine_cues(affinities, weights):
    if not weights.any(): raise ValueError
    w = weights / max(weights.sum(), 1)
    return np.prod(affinities ** w[:, None, None], axis=0)
