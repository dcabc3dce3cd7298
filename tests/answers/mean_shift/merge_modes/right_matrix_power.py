# Reachable in any number of steps.
def merge_modes(modes, radius):
    gaps = np.linalg.norm(modes[:, None] - modes[None], axis=2)
    reach = gaps <= radius / 2
    for _ in range(len(modes)):
        reach = (reach.astype(int) @ reach.astype(int)) > 0
    _, labels = np.unique(reach.argmax(axis=1), return_inverse=True)
    labels = labels.ravel()
    return labels, np.array([modes[labels == k].mean(axis=0) for k in range(max(labels) + 1)])
