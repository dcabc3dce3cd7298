# skimage has all the parts.
def panel_regions(thermal, min_area):
    from skimage.measure import label, regionprops
    labels = label(np.nan_to_num(thermal, nan=0) > 34, connectivity=1)
    for region in regionprops(labels):
        if region.area < min_area:
            labels[labels == region.label] = 0
    return labels
