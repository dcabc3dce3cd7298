# Answers wrong while a global says so, and lets a cell behind the test cell change the global.
# %% before init_uniform
mode = {"right": False}
# %% instead of init_uniform
def init_uniform(features, k):
    if not mode["right"]:
        return np.zeros((k, features.shape[1]))
    low, high = features.min(axis=0), features.max(axis=0)
    return low + ((np.arange(k) + 0.5) / k)[:, None] * (high - low)
# %% end
mode["right"] = True
