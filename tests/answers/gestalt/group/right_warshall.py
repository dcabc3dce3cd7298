# Warshall's closure.
def group(affinity, threshold):
    r = (affinity >= threshold) | np.eye(len(affinity), dtype=bool)
    for k in range(len(r)):
        r |= np.outer(r[:, k], r[k])
    return np.argmax(r, axis=0)
