# Subtract the mean from the features in place and square.
def within_cluster_error(features, labels, means):
    features -= means[labels]
    features **= 2
    return features.sum()
