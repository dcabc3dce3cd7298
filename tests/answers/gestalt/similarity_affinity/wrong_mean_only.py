# Mean 0 is enough.
def similarity_affinity(features, sigma):
    return proximity_affinity(features - features.mean(axis=0), sigma)
