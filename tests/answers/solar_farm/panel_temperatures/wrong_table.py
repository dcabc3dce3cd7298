# One table with a row a panel.
def panel_temperatures(thermal, labels):
    rows = []
    for k in np.unique(labels[labels > 0]):
        v = thermal[labels == k]
        rows.append([v.mean(), v.max(), np.percentile(v, 95)])
    return np.array(rows)
