# Spread the lowest number until it rests.
def common_fate(tracks, tolerance):
    v = np.mean(tracks[1:] - tracks[:-1], axis=0)
    labels = list(range(len(v)))
    changed = True
    while changed:
        changed = False
        for i in range(len(v)):
            for j in range(len(v)):
                if np.hypot(*(v[i] - v[j])) <= tolerance and labels[j] < labels[i]:
                    labels[i] = labels[j]
                    changed = True
    return np.array(labels)
