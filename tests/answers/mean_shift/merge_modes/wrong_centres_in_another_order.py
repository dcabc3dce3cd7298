# Sorted centres look better.
def merge_modes(modes, radius):
    labels = np.arange(len(modes))
    for i in range(len(modes)):
        near = np.linalg.norm(modes - modes[i], axis=1) <= radius / 2
        labels[np.isin(labels, labels[near])] = labels[i]
    names, labels = np.unique(labels, return_inverse=True)
    centres = np.array([modes[labels == k].mean(axis=0) for k in range(len(names))])
    return labels, centres[::-1]
