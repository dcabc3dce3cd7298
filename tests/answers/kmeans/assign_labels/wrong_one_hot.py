# One column a cluster with a 1 in it, as networks want it.
def assign_labels(features, means):
    d = ((features[:, None] - means) ** 2).sum(axis=2)
    return (d == d.min(axis=1, keepdims=True)).astype(np.int64)
