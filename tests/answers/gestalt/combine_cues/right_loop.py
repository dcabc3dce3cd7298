# Multiply up, one cue after the other.
def combine_cues(affinities, weights):
    total = sum(weights)
    if total == 0:
        raise ValueError("all weights are zero")
    result = np.ones_like(affinities[0])
    for a, w in zip(affinities, weights):
        result = result * np.power(a, w / total)
    return result
