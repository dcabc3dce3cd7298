# One array a cluster, in a list.
def update_means(features, labels, means):
    new = []
    for j in range(len(means)):
        members = features[labels == j]
        new.append(members.mean(axis=0) if len(members) else means[j])
    return new
