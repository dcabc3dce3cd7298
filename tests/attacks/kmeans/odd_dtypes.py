# Returns arrays of the right shape in dtypes that a judge may stumble over.
# points: 0
# %% instead of pixel_features
def pixel_features(image, space_weight=0.0):
    n = image.shape[0] * image.shape[1]
    return np.full((n, 3 if space_weight == 0 else 5), 1e300 + 1j)
# %% instead of feature_distance
def feature_distance(fi, fj):
    return np.float16("inf")
# %% instead of assign_labels
def assign_labels(features, means):
    return np.full(len(features), 2**64 - 1, np.uint64)
# %% instead of update_means
def update_means(features, labels, means):
    return np.full(means.shape, -1.7e308)
# %% instead of within_cluster_error
def within_cluster_error(features, labels, means):
    return np.longdouble("1e4000")
# %% instead of kmeans
def kmeans(features, means, epsilon=0.5, max_iter=100):
    return np.full(len(features), -(2**63)), np.full(means.shape, True), 2**63 - 1
# %% instead of init_random
def init_random(features, k, min_distance, rng):
    return np.full((k, features.shape[1]), 1.7e308)
# %% instead of init_uniform
def init_uniform(features, k):
    return np.zeros((0, 1 << 30, 1 << 30))
# %% instead of init_subset
def init_subset(features, k, fraction, rng):
    return np.full((k, features.shape[1]), 1e200)
# %% instead of segment_image
def segment_image(image, labels, means):
    return np.zeros(image.shape, bool)
