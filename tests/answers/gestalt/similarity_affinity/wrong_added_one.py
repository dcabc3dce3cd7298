# Add 1 so that it never divides by 0.
def similarity_affinity(features, sigma):
    z = (features - features.mean(axis=0)) / (features.std(axis=0) + 1)
    return proximity_affinity(z, sigma)
