# Gives a wrong answer and puts the right one in place after its test cell.
# %% instead of init_uniform
def init_uniform(features, k):
    return np.zeros((k, features.shape[1]))
# %% end
def init_uniform(features, k):
    low, high = features.min(axis=0), features.max(axis=0)
    return low + ((np.arange(k) + 0.5) / k)[:, None] * (high - low)
