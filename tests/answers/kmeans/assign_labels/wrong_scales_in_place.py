# Scaled to 0–1 first, with /= because it is shorter.
def assign_labels(features, means):
    features /= 255
    means /= 255
    return np.argmin(((features[:, None] - means[None]) ** 2).sum(axis=2), axis=1)
