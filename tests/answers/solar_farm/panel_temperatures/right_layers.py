# A layer a panel, NaN around it.
def panel_temperatures(thermal, labels):
    ids = np.unique(labels[labels != 0])
    stack = np.where(labels[None] == ids[:,None,None], thermal[None], np.nan)
    return np.nanmean(stack,(1,2)), np.nanmax(stack,(1,2)), np.nanpercentile(stack,95,axis=(1,2))
