# A small number avoids log(0).
def combine_cues(affinities, weights):
    if weights.sum() == 0:
        raise ValueError
    w = weights / weights.sum()
    return np.exp(np.tensordot(w, np.log(affinities + 1e-3), 1))
