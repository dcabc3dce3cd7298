# Add the squares up column by column.
def in_window(features, mean, radius):
    total = np.zeros(len(features))
    for c in range(features.shape[1]):
        total += (features[:, c] - mean[c]) ** 2
    return ~(total > radius * radius)
