# The drawing in a helper, named arguments everywhere.
def stichprobe(daten, anzahl, rng):
    wahl = np.argsort(rng.random(len(daten)))[:anzahl]
    assert len(set(wahl.tolist())) == anzahl
    return daten[wahl]
# %%
def init_subset(features, k, fraction, rng):
    N = len(features)
    teil = stichprobe(features, max(k, round(fraction * N)), rng)
    start = init_random(features=teil, k=k, min_distance=0, rng=rng)
    ergebnis = kmeans(features=teil, means=start)
    return ergebnis[1]
