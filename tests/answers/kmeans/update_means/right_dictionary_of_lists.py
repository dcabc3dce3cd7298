# Collect the pixels of each cluster in a dictionary first.
def update_means(features, labels, means):
    gruppen = {}
    for f, l in zip(features, labels):
        if l not in gruppen:
            gruppen[l] = []
        gruppen[l].append(f)
    neu = []
    for j in range(len(means)):
        if j in gruppen:
            neu.append(np.mean(gruppen[j], axis=0))
        else:
            neu.append(means[j])  # leer: alter Mittelwert bleibt
    return np.array(neu)
