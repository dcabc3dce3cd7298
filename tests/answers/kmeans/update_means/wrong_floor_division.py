# Sum divided by count.
def update_means(features, labels, means):
    new = means.copy()
    for j in range(len(means)):
        n = np.sum(labels == j)
        if n > 0:
            new[j] = features[labels == j].sum(axis=0) // n
    return new
