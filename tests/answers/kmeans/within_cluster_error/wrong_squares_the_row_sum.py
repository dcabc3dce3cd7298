# One number a point, then squared.
def within_cluster_error(features, labels, means):
    e = 0.0
    for f, l in zip(features, labels):
        e += (f - means[l]).sum() ** 2
    return e
