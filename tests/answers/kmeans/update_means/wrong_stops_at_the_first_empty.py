# Stop when a cluster is empty.
# at most: 1.5
def update_means(features, labels, means):
    out = means.copy()
    for j in range(len(means)):
        m = features[labels == j]
        if len(m) == 0: break
        out[j] = m.mean(0)
    return out
