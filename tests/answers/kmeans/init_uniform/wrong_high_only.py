# From 0 to the maximum.
def init_uniform(features, k):
    return np.array([(i + 0.5) / k * features.max(0) for i in range(k)])
