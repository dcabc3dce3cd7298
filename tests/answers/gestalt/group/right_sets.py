# Sets that grow until nothing changes.
def group(affinity, threshold):
    sets = [{i} for i in range(len(affinity))]
    for i in range(len(affinity)):
        for j in range(len(affinity)):
            if affinity[i, j] >= threshold:
                a = [s for s in sets if i in s][0]
                b = [s for s in sets if j in s][0]
                if a is not b:
                    sets.remove(b)
                    a |= b
    labels = np.zeros(len(affinity), dtype=int)
    for n, s in enumerate(sets):
        for i in s:
            labels[i] = n
    return labels
