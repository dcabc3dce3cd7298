# Returns NaN, infinity, strings for numbers, object arrays, pickles and dates.
# points: 0
# %% instead of pixel_features
def pixel_features(image, space_weight=0.0):
    return np.full((image.shape[0] * image.shape[1], 3), np.nan)
# %% instead of feature_distance
def feature_distance(fi, fj):
    return float("inf")
# %% instead of assign_labels
def assign_labels(features, means):
    return np.array(["0"] * len(features))
# %% instead of update_means
def update_means(features, labels, means):
    return means.astype(object)
# %% instead of within_cluster_error
def within_cluster_error(features, labels, means):
    return "0.0"
# %% instead of kmeans
def kmeans(features, means, epsilon=0.5, max_iter=100):
    import pickle
    class Harm:
        def __reduce__(self):
            return print, ("TAKEN",)
    return pickle.dumps(Harm()), Harm(), 10**30
# %% instead of init_random
def init_random(features, k, min_distance, rng):
    return np.full((k, features.shape[1]), np.inf)
# %% instead of init_uniform
def init_uniform(features, k):
    return np.zeros((k, features.shape[1]), "M8[s]")
# %% instead of init_subset
def init_subset(features, k, fraction, rng):
    return np.ma.masked_array(np.zeros((k, features.shape[1])), mask=True)
# %% instead of segment_image
def segment_image(image, labels, means):
    return np.zeros(image.shape, [("r", "u1")])
