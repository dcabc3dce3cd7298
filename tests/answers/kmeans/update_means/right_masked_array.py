# Masked arrays leave out what does not belong.
def update_means(features, labels, means):
    out = []
    for j, m in enumerate(means):
        mask = np.broadcast_to((labels != j)[:, None], features.shape)
        avg = np.ma.array(features, mask=mask).mean(axis=0)
        out.append(np.ma.filled(avg, np.nan))
    out = np.array(out, dtype=float)
    return np.where(np.isfinite(out), out, means)
