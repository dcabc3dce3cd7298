# The middle of a cluster lies between its smallest and its largest value.
def update_means(features, labels, means):
    new = means.copy()
    for j in range(len(means)):
        members = features[labels == j]
        if len(members):
            new[j] = (members.min(axis=0) + members.max(axis=0)) / 2
    return new
