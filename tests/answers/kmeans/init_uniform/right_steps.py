# Start half a step in, then add one step at a time.
def init_uniform(features, k):
    low = features.min(0)
    step = np.ptp(features, axis=0) / k
    point = low + step / 2
    means = []
    while len(means) < k:
        means.append(point.copy())
        point += step
    return np.array(means)
