# Only clusters that occur are touched, the others stay as copied.
def update_means(features, labels, means):
    new_means = means.copy()
    for j in np.unique(labels):
        new_means[j, :] = np.average(features[labels == j], axis=0)
        print(f"cluster {j}: {np.count_nonzero(labels == j)} pixels")
    return new_means
