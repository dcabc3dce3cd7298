# One row a feature.
def init_uniform(features, k):
    low, high = features.min(axis=0), features.max(axis=0)
    parts = (np.arange(k) + 0.5) / k
    return low[:, None] + parts * (high - low)[:, None]
