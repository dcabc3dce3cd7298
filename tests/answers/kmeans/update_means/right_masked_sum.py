# Multiply by the mask instead of indexing with it.
def update_means(features, labels, means):
    new_means = np.copy(means)
    for j in range(means.shape[0]):
        mask = (labels == j)[:, None]
        if mask.any():
            new_means[j] = (features * mask).sum(0) / mask.sum()
    return new_means
