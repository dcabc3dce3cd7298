# Broadcasting takes care of it.
def within_cluster_error(features, labels, means):
    return ((features[:, None] - means[None]) ** 2).sum()
