# Lists of numbers.
def panel_temperatures(thermal, labels):
    out = [], [], []
    for k in np.unique(labels)[1:]:
        v = thermal[labels == k]
        out[0].append(v.mean())
        out[1].append(v.max())
        out[2].append(np.percentile(v, 95))
    return out
