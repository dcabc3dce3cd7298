# Warmer than the average of the picture; NaN was not thought of.
# at most: 2.4
def panel_regions(thermal, min_area):
    from scipy.ndimage import label
    labels, n = label(thermal > thermal.mean() + 4)
    sizes = np.bincount(labels.ravel())
    return np.where(sizes[labels] >= min_area, labels, 0)
