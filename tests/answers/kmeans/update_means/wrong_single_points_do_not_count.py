# A cluster needs more than one point to have a mean.
def update_means(features, labels, means):
    new = means.copy()
    for j in range(len(means)):
        members = features[labels == j]
        if len(members) > 1:
            new[j] = members.mean(axis=0)
    return new
