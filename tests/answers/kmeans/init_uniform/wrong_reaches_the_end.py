# The pieces end at (i + 1)/k.
def init_uniform(features, k):
    lo, hi = features.min(0), features.max(0)
    return np.array([lo + (i + 1) / k * (hi - lo) for i in range(k)])
