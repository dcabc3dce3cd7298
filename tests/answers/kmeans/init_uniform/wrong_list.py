# A list of the means.
def init_uniform(features, k):
    low, high = features.min(axis=0), features.max(axis=0)
    return [low + (i + 0.5) / k * (high - low) for i in range(k)]
