# Counting starts at 1.
def update_means(features, labels, means):
    new = means.copy()
    for j in range(1, len(means)):
        members = features[labels == j]
        if len(members):
            new[j] = members.mean(axis=0)
    return new
