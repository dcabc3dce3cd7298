# One column at a time, stacked at the end.
def init_uniform(features, k):
    spalten = []
    for spalte in features.T:
        klein, gross = spalte.min(), spalte.max()
        breite = (gross - klein) / k
        spalten.append(np.linspace(klein + breite / 2, gross - breite / 2, num=k))
    print(len(spalten), "Spalten")
    return np.stack(spalten, axis=1)
