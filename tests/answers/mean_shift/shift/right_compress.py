# Pick the rows, then average.
def shift(features, mean, radius):
    rows = features[np.linalg.norm(features - mean, axis=1) <= radius]
    if rows.shape[0] == 0:
        return mean
    return np.sum(rows, axis=0) / rows.shape[0]
