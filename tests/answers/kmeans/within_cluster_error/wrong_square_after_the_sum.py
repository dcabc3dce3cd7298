# Sum of the differences of a cluster, squared.
def within_cluster_error(features, labels, means):
    total = 0.0
    for j in range(len(means)):
        total += np.sum(np.sum(features[labels == j] - means[j], axis=0) ** 2)
    return total
