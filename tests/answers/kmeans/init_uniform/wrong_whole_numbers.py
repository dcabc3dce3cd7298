# Grey levels are whole, so the means are rounded.
def init_uniform(features, k):
    low, high = features.min(axis=0), features.max(axis=0)
    return np.round(low + ((np.arange(k) + 0.5) / k)[:, None] * (high - low))
