# (2i + 1) / 2k without floats.
def init_uniform(features, k):
    low, high = features.min(axis=0), features.max(axis=0)
    return np.array([low + (2 * i + 1) // (2 * k) * (high - low) for i in range(k)])
