# A dictionary from the number of the mean to its distance, then the key of the smallest value.
def assign_labels(features, means):
    ergebnis = []
    for f in features:
        abstaende = {}
        for nummer, m in enumerate(means):
            abstaende[nummer] = float(np.linalg.norm(f - m))
        # min nimmt bei Gleichstand den ersten Schluessel
        ergebnis.append(min(abstaende, key=abstaende.get))
    return np.array(ergebnis)
