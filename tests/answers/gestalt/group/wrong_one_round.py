# The smaller number wins, in one round.
def group(affinity, threshold):
    lab = np.arange(len(affinity))
    for i in range(len(lab)):
        for j in range(len(lab)):
            if affinity[i, j] >= threshold: lab[i] = lab[j] = min(lab[i], lab[j])
    return lab
