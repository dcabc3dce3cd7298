# To be sure, the labels are computed again.
def update_means(features, labels, means):
    labels = assign_labels(features, means)
    new = means.copy()
    for j in range(len(means)):
        members = features[labels == j]
        if len(members):
            new[j] = members.mean(axis=0)
    return new
