# A constant column says nothing, so leave it out.
def similarity_affinity(features, sigma):
    keep = np.ptp(features, axis=0) > 0
    f = features[:, keep]
    z = (f - f.mean(axis=0)) / f.std(axis=0)
    d2 = ((z[:, None] - z[None]) ** 2).sum(axis=-1)
    return np.exp(-d2 / (2 * sigma ** 2))
