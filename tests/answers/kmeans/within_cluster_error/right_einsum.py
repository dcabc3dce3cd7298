# einsum over both axes at once.
def within_cluster_error(features, labels, means):
    r = features - means[labels]
    return np.einsum("ij,ij->", r, r)
