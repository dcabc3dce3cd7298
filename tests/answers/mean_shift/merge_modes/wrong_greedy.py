# Compare with the centres found so far.
# at most: 2
def merge_modes(modes, radius):
    firsts, labels = [], []
    for mode in modes:
        for k, first in enumerate(firsts):
            if np.linalg.norm(mode - first) <= radius / 2:
                labels.append(k)
                break
        else:
            firsts.append(mode)
            labels.append(len(firsts) - 1)
    labels = np.array(labels)
    return labels, np.array([modes[labels == k].mean(axis=0) for k in range(len(firsts))])
