# The range goes from the first to the last pixel.
def init_uniform(features, k):
    low, high = features[0], features[-1]
    return low + ((np.arange(k) + 0.5) / k)[:, None] * (high - low)
