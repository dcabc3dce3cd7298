# The labels say everything.
def merge_modes(modes, radius):
    labels = np.arange(len(modes))
    for i in range(len(modes)):
        near = np.linalg.norm(modes - modes[i], axis=1) <= radius / 2
        labels[np.isin(labels, labels[near])] = labels[i]
    return labels
