# A chain is as strong as its weakest cue.
def combine_cues(affinities, weights):
    if not weights.any():
        raise ValueError
    return affinities[weights > 0].min(axis=0)
