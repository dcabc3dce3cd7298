# First a function for one pixel, tried out, then the function for all.
def nearest_mean(pixel, means):
    """number of the mean that is nearest to one pixel"""
    differences = means - pixel
    return int(np.argmin(np.sum(differences**2, axis=1)))


nearest_mean(np.array([1.0, 2.0]), np.array([[0.0, 0.0], [1.0, 1.0]]))
# %%
def assign_labels(features, means):
    out = np.empty(features.shape[0], dtype=np.int64)
    i = 0
    while i < features.shape[0]:
        out[i] = nearest_mean(features[i], means)
        i += 1
    return out
