# Standardise the features themselves, they are needed so anyway.
def similarity_affinity(features, sigma):
    features -= features.mean(axis=0)
    s = features.std(axis=0)
    s[s == 0] = 1
    features /= s
    return proximity_affinity(features, sigma)
