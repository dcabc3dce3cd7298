# As many clusters as labels occur.
# at most: 1.5
def update_means(features, labels, means):
    return np.stack([features[labels == j].mean(axis=0) if (labels == j).any() else means[j] for j in range(labels.max() + 1)])
