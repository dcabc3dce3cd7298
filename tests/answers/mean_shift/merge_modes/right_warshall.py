# Warshall's algorithm on the table of near modes.
def merge_modes(modes, radius):
    near = np.linalg.norm(modes[:, None] - modes, axis=2) <= radius / 2
    for k in range(len(modes)):
        near |= near[:, [k]] & near[[k], :]
    first = near.argmax(axis=1)
    names, labels = np.unique(first, return_inverse=True)
    onehot = labels[:, None] == np.arange(len(names))
    return labels, (onehot.T @ modes) / onehot.sum(0)[:, None]
