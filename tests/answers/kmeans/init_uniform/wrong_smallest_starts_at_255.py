# Finding the smallest value by hand: nothing is larger than 255.
def init_uniform(features, k):
    low = np.full(features.shape[1], 255.0)
    high = np.full(features.shape[1], -1000000.0)
    for f in features:
        low = np.minimum(low, f)
        high = np.maximum(high, f)
    return np.array([low + (i + 0.5) / k * (high - low) for i in range(k)])
