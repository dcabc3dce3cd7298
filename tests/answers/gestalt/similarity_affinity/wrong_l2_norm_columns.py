# Columns of length 1.
def similarity_affinity(features, sigma):
    n = np.linalg.norm(features - features.mean(0), axis=0); n[n == 0] = 1
    return proximity_affinity((features - features.mean(0)) / n, sigma)
