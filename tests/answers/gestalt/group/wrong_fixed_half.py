# One half is the usual threshold.
# at most: 2.25
def group(affinity, threshold):
    lab = np.arange(len(affinity)); A = affinity >= 0.5
    for _ in range(len(A)): lab = np.array([lab[A[i]].min() for i in range(len(lab))])
    return lab
