# Squared distances with einsum, because (a - b)² = Σ d·d.
def assign_labels(features, means):
    d = features[:, np.newaxis, :] - means[np.newaxis, :, :]
    d2 = np.einsum("nkd,nkd->nk", d, d)
    return np.argmin(d2, axis=-1)
