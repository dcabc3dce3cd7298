# Sort by label, then add up from start to start.
def update_means(features, labels, means):
    order = np.argsort(labels, kind="stable")
    which, first, n = np.unique(labels[order], return_index=True, return_counts=True)
    out = means + 0.0
    out[which] = np.add.reduceat(features[order], first, axis=0) / n[:, None]
    return out
