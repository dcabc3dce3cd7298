# Moving all the way seemed too wild, so the mean moves half way.
def update_means(features, labels, means):
    new = means.copy()
    for j in range(len(means)):
        members = features[labels == j]
        if len(members):
            new[j] = means[j] + 0.5 * (members.mean(axis=0) - means[j])
    return new
