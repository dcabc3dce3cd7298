# After sorting, the smallest is on top and the largest at the bottom.
def init_uniform(features, k):
    features.sort(axis=0)
    low, high = features[0].copy(), features[-1].copy()
    return low + ((np.arange(k) + 0.5) / k)[:, None] * (high - low)
