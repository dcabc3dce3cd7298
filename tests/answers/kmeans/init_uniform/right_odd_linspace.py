# Every second of 2k + 1 points.
def init_uniform(features, k):
    return np.linspace(features.min(axis=0), features.max(axis=0), 2 * k + 1)[1::2]
