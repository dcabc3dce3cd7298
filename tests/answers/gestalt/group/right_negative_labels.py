# Any whole numbers will do, so mine are negative.
def group(affinity, threshold):
    lab = -np.arange(1, len(affinity) + 1)
    for i in range(len(lab)):
        for j in range(len(lab)):
            if affinity[i, j] >= threshold: lab[lab == lab[j]] = lab[i]
    return lab
