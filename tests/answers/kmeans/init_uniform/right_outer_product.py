# Odd numbers over 2k are the fractions; np.outer with the size of the box.
def init_uniform(features, k):
    low, high = np.min(features, axis=0), np.max(features, axis=0)
    t = np.arange(1, 2 * k, 2) / (2 * k)
    return np.outer(t, high - low) + low
