# Standardise in a loop over the columns, then my proximity.
def similarity_affinity(features, sigma):
    z = np.zeros(features.shape)
    for c in range(features.shape[1]):
        s = np.std(features[:, c])
        if s != 0:
            z[:, c] = (features[:, c] - np.mean(features[:, c])) / s
    return proximity_affinity(z, sigma)
