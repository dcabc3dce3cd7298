# Ten pixels are a speck.
from skimage.filters import threshold_otsu
def panel_regions(thermal, min_area):
    ok = ~np.isnan(thermal)
    t = threshold_otsu(thermal[ok])
    mask = thermal > t
    lab, n = ndimage.label(mask)
    s = np.bincount(lab.ravel())
    lab[s[lab] < 10] = 0
    return lab
