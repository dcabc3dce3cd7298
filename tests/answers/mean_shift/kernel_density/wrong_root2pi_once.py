# The factor of one dimension with h to the power d.
def kernel_density(features, points, bandwidth):
    d2 = ((points[:, None] - features) ** 2).sum(-1)
    return np.exp(-d2 / (2 * bandwidth**2)).mean(1) / (np.sqrt(2 * np.pi) * bandwidth ** features.shape[1])
