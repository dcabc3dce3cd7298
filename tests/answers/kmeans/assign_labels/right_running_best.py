# One loop over the means; wherever the new mean is nearer, the label is overwritten.
def assign_labels(features, means):
    labels = np.full(len(features), -1, dtype=np.int32)
    best = np.full(len(features), np.inf)
    for j, mean in enumerate(means):
        dist = np.sqrt(np.sum(np.square(features - mean), axis=1))
        closer = dist < best
        labels[closer] = j
        best[closer] = dist[closer]
    return labels
