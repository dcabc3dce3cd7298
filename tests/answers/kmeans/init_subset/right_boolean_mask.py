# A mask that is True for the rows drawn.
def init_subset(features, k, fraction, rng):
    anzahl = int(np.rint(fraction * features.shape[0]))
    if anzahl < k:
        anzahl = k
    maske = np.zeros(len(features), dtype=bool)
    maske[rng.choice(len(features), anzahl, replace=False)] = True
    teil = features[maske]
    return kmeans(teil, init_random(teil, k, 0, rng), epsilon=0.5, max_iter=100)[1]
