# i + 0.5 / k, as it is printed.
def init_uniform(features, k):
    low, high = features.min(0), features.max(0)
    return np.array([low + (i + 0.5 / k) * (high - low) for i in range(k)])
