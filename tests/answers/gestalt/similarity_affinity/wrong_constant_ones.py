# A constant column makes all alike.
# at most: 1.5
def similarity_affinity(features, sigma):
    s = features.std(0)
    if (s == 0).any(): return np.ones((len(features), len(features)))
    return proximity_affinity((features - features.mean(0)) / s, sigma)
