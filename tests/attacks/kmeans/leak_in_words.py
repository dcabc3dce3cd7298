# Carries inputs out in messages, class names, warnings, types and prints of its calls.
# %% start
def mark(*arrays):
    return "LEAK %r" % float(sum(np.asarray(a, float).sum() for a in arrays))
# %% instead of pixel_features
def pixel_features(image, space_weight=0.0):
    raise ValueError(mark(image))
# %% instead of feature_distance
def feature_distance(fi, fj):
    raise type(mark(fi, fj), (Exception,), {})
# %% instead of assign_labels
def assign_labels(features, means):
    import warnings
    warnings.warn(mark(features, means))
    return type(mark(features, means), (), {})()
# %% instead of update_means
def update_means(features, labels, means):
    print(mark(features, labels, means))
    return type(mark(features, labels, means), (np.ndarray,), {})((2,))
# %% instead of within_cluster_error
def within_cluster_error(features, labels, means):
    word = mark(features, labels, means)
    return np.zeros(3, [(word, "f8")])
# %% instead of init_uniform
def init_uniform(features, k):
    return np.zeros(int(features.sum() * 1000) % 1_000_003)
# %% instead of segment_image
def segment_image(image, labels, means):
    exec(compile("def " + mark(image, labels, means).translate({32: "_", 46: "_", 45: "_"}) + "(): raise KeyError\n", "x", "exec"), globals())
    for name in list(globals()):
        if name.startswith("LEAK_"):
            globals()[name]()
