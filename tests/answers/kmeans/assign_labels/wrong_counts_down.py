# The loop over the means counts down, with < as it should be.
# at most: 1.5
def assign_labels(features, means):
    best = np.full(len(features), np.inf); labels = np.zeros(len(features), int)
    for j in reversed(range(len(means))):
        d = ((features - means[j]) ** 2).sum(1)
        closer = d < best
        labels[closer] = j
        best[closer] = d[closer]
    return labels
