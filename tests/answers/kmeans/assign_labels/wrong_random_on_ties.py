# On a tie it would be fair to throw dice.
# at most: 1.5
def assign_labels(features, means):
    rng = np.random.default_rng(0)
    labels = []
    for f in features:
        d = ((means - f) ** 2).sum(axis=1)
        nearest = np.flatnonzero(d == d.min())
        labels.append(rng.choice(nearest[::-1]))
    return np.array(labels)
