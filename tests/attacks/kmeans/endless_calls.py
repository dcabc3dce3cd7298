# Its functions never end: one loops, one sleeps, one loops in C, one swallows exceptions.
# %% instead of pixel_features
def pixel_features(image, space_weight=0.0):
    while True:
        pass
# %% instead of feature_distance
def feature_distance(fi, fj):
    import time
    time.sleep(1e6)
# %% instead of within_cluster_error
def within_cluster_error(features, labels, means):
    return sum(range(10**13))
