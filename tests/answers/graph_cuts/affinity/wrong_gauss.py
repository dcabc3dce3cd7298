# A Gauss curve, as always.
def affinity(features, sigma):
    d = features[:, None, :] - features[None, :, :]
    return np.exp(-(d**2).sum(-1) / (2 * sigma**2))
