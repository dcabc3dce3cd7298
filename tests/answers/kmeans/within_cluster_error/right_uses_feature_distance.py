# feature_distance squared, summed over all pixels.
def within_cluster_error(features, labels, means):
    error = 0
    for i in range(len(features)):
        error += feature_distance(features[i], means[labels[i]]) ** 2
    return error
