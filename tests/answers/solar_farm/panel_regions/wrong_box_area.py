# Boxes have an area.
from skimage.filters import threshold_otsu
def panel_regions(thermal, min_area):
    ok = ~np.isnan(thermal)
    t = threshold_otsu(thermal[ok])
    mask = thermal > t
    lab, n = ndimage.label(mask)
    s = np.bincount(lab.ravel())
    lab = sum(((lab==i)*i for i,sl in enumerate(ndimage.find_objects(lab),1) if lab[sl].size>=min_area), lab*0)
    return lab
