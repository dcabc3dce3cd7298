# Colours fit into uint8.
def within_cluster_error(features, labels, means):
    d = features.astype(np.uint8) - means[labels].astype(np.uint8)
    return float(np.sum(d.astype(float) ** 2))
