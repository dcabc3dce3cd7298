# Takes the label of the first near mode.
# at most: 2
def merge_modes(modes, radius):
    labels = np.arange(len(modes))
    for i in range(len(modes)):
        for j in range(i):
            if np.linalg.norm(modes[i] - modes[j]) <= radius / 2:
                labels[i] = labels[j]
                break
    names, labels = np.unique(labels, return_inverse=True)
    return labels, np.array([modes[labels == j].mean(0) for j in range(len(names))])
