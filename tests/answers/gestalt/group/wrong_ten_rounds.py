# Ten rounds are plenty.
def group(affinity, threshold):
    lab = np.arange(len(affinity)); A = affinity >= threshold
    for _ in range(10): lab = np.array([lab[A[i]].min() for i in range(len(lab))])
    return lab
