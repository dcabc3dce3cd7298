# Foreground and background.
def within_cluster_error(features, labels, means):
    return sum(((features[labels == j] - means[j]) ** 2).sum() for j in range(2))
