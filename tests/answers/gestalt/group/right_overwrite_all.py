# When two groups meet, all members of one get the number of the other.
def group(affinity, threshold):
    labels = np.arange(len(affinity))
    for i, j in zip(*np.where(affinity >= threshold)):
        labels[labels == labels[j]] = labels[i]
    return labels
