# R, G, B.
def init_uniform(features, k):
    means = np.zeros((k, 3))
    for c in range(3):
        low, high = features[:, c].min(), features[:, c].max()
        means[:, c] = low + (np.arange(k) + 0.5) / k * (high - low)
    return means
