# A list of distances and its index(min(...)), in one comprehension.
def assign_labels(features, means):
    def nearest(f):
        d = [sum((f - m) ** 2) for m in means]
        return d.index(min(d))

    return np.array([nearest(f) for f in features], dtype=np.int64)
