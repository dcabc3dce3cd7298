# The cell has a syntax error and was handed in all the same.
def assign_labels(features, means):
    distances = ((features[:, None] - means[None]) ** 2).sum(axis=2
    return np.argmin(distances, axis=1)
