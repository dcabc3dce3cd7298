# Two loops over rows and columns, a list that grows, np.array at the end; a print was left in.
def pixel_features(image, space_weight=0.0):
    liste = []
    # alle Zeilen von oben nach unten
    for y in range(len(image)):
        for x in range(len(image[y])):
            r, g, b = image[y][x]
            if space_weight == 0:
                liste.append([r, g, b])
            else:
                liste.append([r, g, b, space_weight * x, space_weight * y])
    ergebnis = np.array(liste, dtype=float)
    print("shape:", ergebnis.shape)
    return ergebnis
