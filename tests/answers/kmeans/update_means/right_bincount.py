# bincount with weights sums every column by label.
def update_means(features, labels, means):
    k, d = means.shape
    n = np.bincount(labels, minlength=k)
    new = means.copy()
    for c in range(d):
        s = np.bincount(labels, weights=features[:, c], minlength=k)
        new[n > 0, c] = s[n > 0] / n[n > 0]
    return new
