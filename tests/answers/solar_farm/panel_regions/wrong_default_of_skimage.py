# label() joins across corners unless told not to.
def panel_regions(thermal, min_area):
    from skimage.measure import label
    labels = label(thermal > 35)
    sizes = np.bincount(labels.ravel())
    labels[sizes[labels] < min_area] = 0
    return labels
