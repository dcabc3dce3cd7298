# Steiner: variance in the cluster plus the way from its average to the mean.
def within_cluster_error(features, labels, means):
    E = 0.
    for j, m in enumerate(means):
        p = features[labels == j]
        if not len(p):
            continue
        E += len(p) * (p.var(axis=0).sum() + ((p.mean(axis=0) - m) ** 2).sum())
    return E
