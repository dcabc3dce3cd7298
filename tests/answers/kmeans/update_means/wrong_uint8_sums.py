# Sums of colours in the colours' own type.
def update_means(features, labels, means):
    new = means.copy()
    for j in range(len(means)):
        total = np.zeros(features.shape[1], dtype=np.uint8)
        count = 0
        for f, label in zip(features, labels):
            if label == j:
                total = total + f.astype(np.uint8)
                count += 1
        if count:
            new[j] = total / count
    return new
