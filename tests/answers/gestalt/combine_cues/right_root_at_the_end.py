# First the powers, then the root of the whole.
def combine_cues(affinities, weights):
    if np.all(weights == 0):
        raise ValueError
    product = (affinities ** weights.reshape(-1, 1, 1)).prod(axis=0)
    return product ** (1 / weights.sum())
