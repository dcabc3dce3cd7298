# 35 degrees lies between water and panels; SciPy labels.
# at most: 2.4
def panel_regions(thermal, min_area):
    from scipy import ndimage
    labels, n = ndimage.label(thermal > 35)
    for k in range(1, n + 1):
        if np.sum(labels == k) < min_area:
            labels[labels == k] = 0
    return labels
