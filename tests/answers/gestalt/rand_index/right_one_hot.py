# Products of indicator matrices.
def rand_index(a, b):
    A = np.eye(len(np.unique(a)), dtype=int)[np.unique(a, return_inverse=True)[1].ravel()]
    B = np.eye(len(np.unique(b)), dtype=int)[np.unique(b, return_inverse=True)[1].ravel()]
    s, t = A @ A.T, B @ B.T
    return float((s == t)[~np.eye(a.size, dtype=bool)].mean())
