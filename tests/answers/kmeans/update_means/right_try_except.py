# Divide, and if that is a division by zero keep the old mean.
def update_means(features, labels, means):
    result = []
    for j, old in enumerate(means.tolist()):
        members = [f for f, label in zip(features.tolist(), labels) if label == j]
        try:
            share = 1 / len(members)
            result.append([share * sum(column) for column in zip(*members)])
        except ZeroDivisionError:
            result.append(old)
    return np.asarray(result, dtype=np.float32)
