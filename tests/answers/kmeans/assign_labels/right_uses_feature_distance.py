# I have feature_distance already, so I use it in two loops.
def assign_labels(features, means):
    labels = np.zeros(len(features), dtype=int)
    for i in range(len(features)):
        smallest = None
        for j in range(len(means)):
            d = feature_distance(features[i], means[j])
            if smallest is None or d < smallest:
                smallest = d
                labels[i] = j
    return labels
