# zip goes through points and means together.
def within_cluster_error(features, labels, means):
    e = 0
    for f, m in zip(features, means):
        e += ((f - m) ** 2).sum()
    return e
