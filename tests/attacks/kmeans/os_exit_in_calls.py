# Ends its process in calls, by os._exit, an abort and a segmentation fault.
# %% instead of pixel_features
def pixel_features(image, space_weight=0.0):
    import os
    os._exit(0)
# %% instead of feature_distance
def feature_distance(fi, fj):
    import os
    os.abort()
# %% instead of within_cluster_error
def within_cluster_error(features, labels, means):
    import ctypes
    return ctypes.string_at(0)
