# No deviation is smaller than 1e-8.
def similarity_affinity(features, sigma):
    return proximity_affinity((features - features.mean(axis=0)) / np.maximum(features.std(axis=0), 1e-8), sigma)
