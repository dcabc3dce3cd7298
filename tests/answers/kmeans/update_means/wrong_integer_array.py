# Colours are integers, so the array is one of int.
def update_means(features, labels, means):
    new = np.zeros(means.shape, dtype=int)
    for j in range(len(means)):
        members = features[labels == j]
        new[j] = members.mean(axis=0) if len(members) else means[j]
    return new
