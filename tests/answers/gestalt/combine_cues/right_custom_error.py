# An error class of my own.
class NoWeight(ValueError): pass
def combine_cues(affinities, weights):
    if not weights.any(): raise NoWeight()
    out = affinities[0] ** (weights[0] / weights.sum())
    for a, w in zip(affinities[1:], weights[1:]): out = out * a ** (w / weights.sum())
    return out
