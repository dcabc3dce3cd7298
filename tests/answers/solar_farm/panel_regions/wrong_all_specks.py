# Forgets min_area.
def panel_regions(thermal, min_area):
    from scipy.ndimage import label
    return label(thermal > 35)[0]
