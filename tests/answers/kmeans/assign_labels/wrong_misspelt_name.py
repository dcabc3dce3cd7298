# Typed quickly and never run.
def assign_labels(features, means):
    distances = ((features[:, None] - means[None]) ** 2).sum(axis=2)
    return np.argmin(distance, axis=1)
