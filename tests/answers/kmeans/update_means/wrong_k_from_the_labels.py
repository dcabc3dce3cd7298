# There are as many clusters as the largest label says.
# at most: 1.5
def update_means(features, labels, means):
    k = labels.max() + 1
    new = np.zeros((k, features.shape[1]))
    for j in range(k):
        members = features[labels == j]
        new[j] = members.mean(axis=0) if len(members) else means[j]
    return new
