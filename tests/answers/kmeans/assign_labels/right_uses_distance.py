# My feature_distance to every mean.
def assign_labels(features, means):
    return np.array([min(range(len(means)), key=lambda j: feature_distance(f, means[j])) for f in features])
