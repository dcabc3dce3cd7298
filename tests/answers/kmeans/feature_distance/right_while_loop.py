# Exactly the formula from the text, one component after the other.
def feature_distance(fi, fj):
    summe = 0
    c = 0
    while c < len(fi):
        differenz = fi[c] - fj[c]
        summe = summe + differenz * differenz  # Quadrat
        c = c + 1
    wurzel = np.sqrt(summe)
    print("Abstand =", wurzel)
    return wurzel
