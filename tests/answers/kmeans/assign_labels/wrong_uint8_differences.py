# Colours are uint8, and so are their differences.
def assign_labels(features, means):
    f = features.astype(np.uint8)
    m = means.astype(np.uint8)
    d = (f[:, None, :] - m[None, :, :]).astype(float)
    return np.argmin((d**2).sum(axis=2), axis=1)
