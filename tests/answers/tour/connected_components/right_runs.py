# Runs of each row, joined to those of the row above.
def connected_components(mask, connectivity=4):
    reach = 0 if connectivity == 4 else 1
    runs = []
    for y, row in enumerate(mask):
        x = 0
        while x < len(row):
            if row[x]:
                s = x
                while x < len(row) and row[x]: x += 1
                runs.append((y, s, x))
            x += 1
    group = list(range(len(runs)))
    for i, (y, s, e) in enumerate(runs):
        for j, (v, a, b) in enumerate(runs[:i]):
            if v == y - 1 and a < e + reach and s < b + reach:
                old, new = group[i], group[j]
                group = [new if g == old else g for g in group]
    names = {g: n for n, g in enumerate(dict.fromkeys(group), 1)}
    labels = np.zeros(mask.shape, dtype=np.int16)
    for g, (y, s, e) in zip(group, runs):
        labels[y, s:e] = names[g]
    return labels, len(names)
