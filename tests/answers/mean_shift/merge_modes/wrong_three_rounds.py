# Three rounds reach all.
# at most: 2
def merge_modes(modes, radius):
    near = np.linalg.norm(modes[:, None] - modes, axis=2) <= radius / 2
    labels = np.arange(len(modes))
    for _ in range(3):
        labels = np.array([labels[row].min() for row in near])
    names, labels = np.unique(labels, return_inverse=True)
    return labels, np.array([modes[labels == j].mean(0) for j in range(len(names))])
