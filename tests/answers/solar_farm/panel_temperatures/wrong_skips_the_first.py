# The first of unique is the background, always.
def panel_temperatures(thermal, labels):
    names = np.unique(labels)[1:]
    v = [thermal[labels == k] for k in names]
    return (np.array([x.mean() for x in v]), np.array([x.max() for x in v]),
            np.array([np.percentile(x, 95) for x in v]))
