# Sum and counter for every cluster in plain loops, as in a C program.
def update_means(features, labels, means):
    k = means.shape[0]
    d = means.shape[1]
    summe = [[0.0] * d for _ in range(k)]
    anzahl = [0] * k
    for i in range(len(features)):
        j = labels[i]
        anzahl[j] += 1
        for c in range(d):
            summe[j][c] += features[i][c]
    ergebnis = np.empty((k, d))
    for j in range(k):
        for c in range(d):
            if anzahl[j] == 0:
                ergebnis[j, c] = means[j, c]
            else:
                ergebnis[j, c] = summe[j][c] / anzahl[j]
    return ergebnis
