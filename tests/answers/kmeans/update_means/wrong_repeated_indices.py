# sums[labels] += features adds every row to its cluster.
def update_means(features, labels, means):
    s = np.zeros_like(means)
    s[labels] += features
    n = np.bincount(labels, minlength=len(means))
    return np.where(n[:, None] > 0, s / np.maximum(n, 1)[:, None], means)
