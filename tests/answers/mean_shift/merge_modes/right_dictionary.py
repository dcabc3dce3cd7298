# A dictionary from mode to cluster, filled by walking from near to near.
def merge_modes(modes, radius):
    lab = {}
    def visit(i, k):
        stack = [i]
        while stack:
            a = stack.pop()
            if a in lab: continue
            lab[a] = k
            stack += [b for b in range(len(modes)) if b not in lab and np.linalg.norm(modes[a] - modes[b]) <= radius / 2]
    k = 0
    for i in range(len(modes)):
        if i not in lab: visit(i, k); k += 1
    L = np.array([lab[i] for i in range(len(modes))], dtype=np.int32)
    return L, np.array([np.mean(modes[L == j], axis=0) for j in range(k)])
