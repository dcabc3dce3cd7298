# Keep the old ones: new = means, then change new.
def update_means(features, labels, means):
    new = means
    for j in range(len(means)):
        members = features[labels == j]
        if len(members) > 0:
            new[j] = members.mean(axis=0)
    return new
