# The binomial formula.
def within_cluster_error(features, labels, means):
    m = means[labels]
    return (features ** 2).sum() - 2 * (features * m).sum() + (m ** 2).sum()
