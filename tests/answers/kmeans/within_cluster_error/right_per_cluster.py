# The error of each cluster in a dictionary, added up at the end.
def within_cluster_error(features, labels, means):
    fehler = dict()
    for j in range(len(means)):
        punkte = features[labels == j]
        fehler[j] = ((punkte - means[j]) ** 2).sum()  # leere Cluster geben 0
    print(fehler)
    return sum(fehler.values())
