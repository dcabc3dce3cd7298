# Union-find from the algorithms lecture.
def merge_modes(modes, radius):
    parent = list(range(len(modes)))

    def root(i):
        while parent[i] != i:
            i = parent[i]
        return i

    for i in range(len(modes)):
        for j in range(i):
            if np.linalg.norm(modes[i] - modes[j]) <= radius / 2:
                parent[root(i)] = root(j)
    roots = [root(i) for i in range(len(modes))]
    names = sorted(set(roots), reverse=True)
    labels = np.array([names.index(r) for r in roots])
    return labels, np.array([modes[labels == k].mean(axis=0) for k in range(len(names))])
