# A running mean, a point at a time.
def update_means(features, labels, means):
    out = means.copy(); n = np.zeros(len(means))
    for f, l in zip(features, labels):
        n[l] += 1
        out[l] = f if n[l] == 1 else out[l] + (f - out[l]) / n[l]
    return out
