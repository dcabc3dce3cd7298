# k means have k - 1 gaps.
def init_uniform(features, k):
    low, high = features.min(0), features.max(0)
    return np.array([low + (i + 0.5) / max(k - 1, 1) * (high - low) for i in range(k)])
