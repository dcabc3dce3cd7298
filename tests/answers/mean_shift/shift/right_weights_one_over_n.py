# Weights that sum to 1, or all are 0.
def shift(features, mean, radius):
    w = in_window(features, mean, radius).astype(float)
    if w.sum() > 0:
        w /= w.sum()
        return (w[:, None] * features).sum(axis=0)
    return mean
