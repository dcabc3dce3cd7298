# R, G and B one after the other.
def update_means(features, labels, means):
    new = means.copy()
    for j in range(len(means)):
        m = labels == j
        if m.any():
            new[j] = [features[m, 0].mean(), features[m, 1].mean(), features[m, 2].mean()]
    return new
