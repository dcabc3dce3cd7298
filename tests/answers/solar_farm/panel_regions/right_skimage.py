# skimage has all the parts.
def panel_regions(thermal, min_area):
    from skimage.filters import threshold_otsu
    from skimage.measure import label, regionprops
    labels = label(thermal > threshold_otsu(thermal[~np.isnan(thermal)]), connectivity=1)
    for region in regionprops(labels):
        if region.area < min_area:
            labels[labels == region.label] = 0
    return labels
