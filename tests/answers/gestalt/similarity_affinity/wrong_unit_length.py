# Normalise every feature vector to length 1.
def similarity_affinity(features, sigma):
    z = features / np.linalg.norm(features, axis=1, keepdims=True)
    return proximity_affinity(z, sigma)
