# Otsu on the whole picture.
# at most: 2.4
from skimage.filters import threshold_otsu
def panel_regions(thermal, min_area):
    ok = ~np.isnan(thermal)
    t = threshold_otsu(thermal)
    mask = thermal > t
    lab, n = ndimage.label(mask)
    s = np.bincount(lab.ravel())
    lab[s[lab] < min_area] = 0
    return lab
