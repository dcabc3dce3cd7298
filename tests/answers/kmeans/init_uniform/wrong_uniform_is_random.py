# Uniform means np.random.uniform.
def init_uniform(features, k):
    low, high = features.min(axis=0), features.max(axis=0)
    return np.random.default_rng(0).uniform(low, high, (k, features.shape[1]))
