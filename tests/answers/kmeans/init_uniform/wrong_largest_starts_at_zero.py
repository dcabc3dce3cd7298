# Finding the largest value by hand: start at 0 and go up.
def init_uniform(features, k):
    d = features.shape[1]
    low, high = [1000000.0] * d, [0.0] * d
    for f in features:
        for c in range(d):
            low[c] = min(low[c], f[c])
            high[c] = max(high[c], f[c])
    low, high = np.array(low), np.array(high)
    return np.array([low + (i + 0.5) / k * (high - low) for i in range(k)])
